// The page is whole without a script; with one it may fold tables and draw charts.
document.documentElement.classList.add("js");
