declare module 'accessible-autocomplete' {
  /** The part of the library's options that we use. */
  export default function accessibleAutocomplete(options: {
    element: Element;
    id: string;
    name: string;
    placeholder: string;
    inputClasses: string;
    minLength: number;
    displayMenu: 'overlay';
    confirmOnBlur: boolean;
    showNoOptionsFound: boolean;
    source(query: string, show: (options: unknown[]) => void): void;
    /** The library passes `undefined` for nothing chosen. */
    onConfirm(option: unknown): void;
    templates: {
      inputValue(option: unknown): string;
      /** @returns HTML: whoever writes it escapes */
      suggestion(option: unknown): string;
    };
    tAssistiveHint(): string;
  }): void;
}
