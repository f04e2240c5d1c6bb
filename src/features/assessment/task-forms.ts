import { z } from 'zod';
import { prose } from '../../web/forms/fields.ts';

export const askSchema = z.object({
  person: z.string().min(1, 'Choose a colleague').max(80, 'Choose a colleague'),
  question: prose(500),
});

export const returnSchema = z.object({
  question: z.string().min(3, 'Say what is still open').max(500, 'Use at most 500 characters'),
});
