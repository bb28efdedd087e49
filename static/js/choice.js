// Shows a part of a form only while a choice asks for it: data-when="id=value". Without this all of it is shown.
for (const part of document.querySelectorAll("[data-when]")) {
  const [id, value] = part.dataset.when.split("=");
  const field = document.getElementById(id);
  const show = () => part.classList.toggle("not-now", field.value !== value);
  field.addEventListener("change", show);
  show();
}
