(() => {
  const radios = document.querySelectorAll('input[name=language]');
  const speak = (radio) => {
    document.documentElement.lang = radio.value;
    document.title = radio.dataset.title;
  };
  for (const radio of radios) {
    radio.addEventListener('change', () => speak(radio));
    if (radio.checked) speak(radio);
  }
})();
