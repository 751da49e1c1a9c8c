// What every page does with a script: each of these is an addition to a page that works without.
