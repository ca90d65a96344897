/**
 * Say the odds of the date under the slider. Dates, odds and their words come from the page: `<option value label data-odds data-word>`.
 * @param {HTMLFormElement} form
 */
export function bindOdds(form) {
  const slider = form.querySelector("input[type=range]");
  const choices = [...form.querySelectorAll("datalist option")];
  if (!(slider instanceof HTMLInputElement) || !choices.length) return;
  const say = (name, words) => { const place = form.querySelector(`[data-say=${name}]`); if (place) place.textContent = words; };
  const speak = () => {
    const choice = choices[slider.valueAsNumber];
    say("date", choice.label);
    say("odds", choice.dataset.odds);
    say("word", choice.dataset.word);
    slider.setAttribute("aria-valuetext", `${choice.label}, ${choice.dataset.odds}`);
  };
  slider.addEventListener("input", speak);
  speak();
}
