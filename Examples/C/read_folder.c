// Reads all pictures in a folder on all processors, and writes a line for each as soon as it is read.
//
//   read_folder scans
//
// Memory does not grow with the number of pictures: their names come from the folder in portions.
#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <lenet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { portion = 256, longest_path = 4096 };

static char names[portion][longest_path];

static int32_t tell(void *context, size_t index, lenet_status status, const char *json) {
  size_t *failures = context;
  (void)index;
  *failures += status != LENET_OK;
  puts(json);
  return 0;
}

// Whether a name has the ending of a picture.
static int is_picture(const char *name) {
  static const char *const endings[] = {".png", ".jpg", ".jpeg", ".bmp", ".pgm", ".tif", ".webp"};
  const char *dot = strrchr(name, '.');
  for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++) {
    if (strcmp(dot, endings[i]) == 0) return 1;
  }
  return 0;
}

// Reads the next names of a folder; returns how many there are.
static size_t next_names(DIR *folder, const char *path) {
  size_t count = 0;
  struct dirent *entry;
  while (count < portion && (entry = readdir(folder))) {
    if (!is_picture(entry->d_name)) continue;
    int length = snprintf(names[count], longest_path, "%s/%s", path, entry->d_name);
    if (length > 0 && length < longest_path) count++;
  }
  return count;
}

int main(int argument_count, char **arguments) {
  if (argument_count != 2) {
    fprintf(stderr, "usage: read_folder <folder>\n");
    return 2;
  }
  DIR *folder = opendir(arguments[1]);
  if (!folder) {
    perror(arguments[1]);
    return 2;
  }
  lenet_reader reader = 0;
  size_t count, failures = 0;
  lenet_status status = lenet_reader_create(0, NULL, &reader);
  while (status == LENET_OK && (count = next_names(folder, arguments[1])) > 0) {
    const char *paths[portion];
    for (size_t i = 0; i < count; i++) paths[i] = names[i];
    status = lenet_reader_read_files(reader, paths, count, 0, tell, &failures);
  }
  closedir(folder);
  if (status != LENET_OK) {
    fprintf(stderr, "%s\n", lenet_last_error());
    return 1;
  }
  lenet_free(reader);
  return failures > 0;
}
