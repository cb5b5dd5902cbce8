/* Reads a heading or a passage aloud in the language of the page, where the browser can. */

const voice = window.speechSynthesis;
if (!voice) document.documentElement.classList.add("no-speech");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-speak]");
  if (!button || !voice) return;
  const target = document.getElementById(button.dataset.speak) ?? button.previousElementSibling;
  if (voice.speaking) return voice.cancel();
  const words = new SpeechSynthesisUtterance(target.innerText);
  words.lang = document.documentElement.lang === "en" ? "en-GB" : "vi-VN";
  voice.speak(words);
});
