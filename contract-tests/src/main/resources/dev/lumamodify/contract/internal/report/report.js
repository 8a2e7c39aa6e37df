'use strict';
document.querySelectorAll('.code button').forEach(function (button) {
  button.addEventListener('click', async function () {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = 'Copied';
  });
});
document.getElementById('filter').addEventListener('input', function (event) {
  const words = event.target.value.toLowerCase();
  document.querySelectorAll('article, li, table tr:has(td)').forEach(function (row) {
    row.hidden = !row.textContent.toLowerCase().includes(words);
  });
  document.querySelectorAll('main details').forEach(function (details) {
    details.open = words.length !== 0;
  });
});
