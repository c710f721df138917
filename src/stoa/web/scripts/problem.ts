/* What the server says when it refuses: problem+json (RFC 9457), with the field it is about where there is one. */

export interface Problem {
  title: string;
  detail?: string;
  status: number;
  code?: string;
  field?: string;
  errors?: { field: string; message: string }[];
}

export const isProblem = (response: Response): boolean =>
  (response.headers.get("content-type") ?? "").startsWith("application/problem+json");

export async function readProblem(response: Response): Promise<Problem> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return { ...problem, title: problem.title ?? response.statusText, status: response.status };
}

function fieldsOf(problem: Problem): { field: string; message: string }[] {
  if (problem.errors?.length) return problem.errors;
  return problem.field ? [{ field: problem.field, message: problem.detail ?? problem.title }] : [];
}

export function clearFieldErrors(form: HTMLFormElement): void {
  for (const error of form.querySelectorAll<HTMLElement>("[data-error-for]")) error.hidden = true;
  for (const field of form.querySelectorAll('[aria-invalid="true"]')) field.removeAttribute("aria-invalid");
}

/** Put each error beside its field and go to the first. Returns whether every error found its field. */
export function showFieldErrors(form: HTMLFormElement, problem: Problem): boolean {
  const errors = fieldsOf(problem);
  const shown = errors.map(({ field, message }) => {
    const input = form.elements.namedItem(field);
    const element = input instanceof RadioNodeList ? input[0] : input;
    if (!(element instanceof HTMLElement)) return undefined;
    const owner = element.closest("fieldset.choices") ?? element;
    const slot = form.querySelector<HTMLElement>(`[data-error-for="${CSS.escape(owner.id || field)}"]`);
    if (!slot) return undefined;
    (slot.querySelector("span") ?? slot).textContent = message;
    slot.hidden = false;
    element.setAttribute("aria-invalid", "true");
    const described = new Set((element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)).add(slot.id);
    element.setAttribute("aria-describedby", [...described].join(" "));
    return element;
  });
  shown.find(Boolean)?.focus();
  return errors.length > 0 && shown.every(Boolean);
}
