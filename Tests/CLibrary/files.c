// Files that are not there, damaged, or something else.
#define _POSIX_C_SOURCE 200809L
#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char path_of_file[4096];

// The path of a file in the empty folder.
static const char *file(const Things *things, const char *name) {
  snprintf(path_of_file, sizeof path_of_file, "%s/%s", things->folder, name);
  return path_of_file;
}

static void write_file(const Things *things, const char *name, const void *bytes, size_t size) {
  FILE *stream = fopen(file(things, name), "wb");
  if (!stream || fwrite(bytes, 1, size, stream) != size) abort();
  fclose(stream);
}

static lenet_status load(const char *path) {
  lenet_model model = 0;
  lenet_status status = lenet_model_load(path, &model);
  if (status == LENET_OK) lenet_free(model);
  return status;
}

static lenet_status decode(const uint8_t *bytes, size_t size) {
  lenet_model model = 0;
  lenet_status status = lenet_model_decode(bytes, size, &model);
  if (status == LENET_OK) lenet_free(model);
  return status;
}

static lenet_status data(const char *path) {
  lenet_data data = 0;
  return lenet_data_load(path, &data);
}

static lenet_status read_file(const Things *things, const char *path, int32_t page) {
  lenet_picture picture = {0};
  char *json = NULL;
  picture.path = path;
  picture.page = page;
  lenet_status status = lenet_reader_read(things->digits, &picture, &json);
  if (status == LENET_OK) lenet_release(json);
  return status;
}

static lenet_status read_bytes(const Things *things, const char *bytes, size_t size) {
  lenet_picture picture = {0};
  char *json = NULL;
  picture.bytes = (const uint8_t *)bytes;
  picture.size = size;
  lenet_status status = lenet_reader_read(things->numbers, &picture, &json);
  if (status == LENET_OK) lenet_release(json);
  return status;
}

static int32_t count_failures(void *context, size_t index, lenet_status status, const char *json) {
  int *failures = context;
  (void)index;
  *failures += status != LENET_OK && strstr(json, "\"error\"") != NULL;
  return *failures >= 3;
}

void file_rows(const Things *things) {
  static const char pgm[] = "P2 8 8 255\n"
                            "255 255 255 0 0 255 255 255 255 255 255 0 0 255 255 255\n"
                            "255 255 255 0 0 255 255 255 255 255 255 0 0 255 255 255\n"
                            "255 255 255 0 0 255 255 255 255 255 255 0 0 255 255 255\n"
                            "255 255 255 0 0 255 255 255 255 255 255 0 0 255 255 255\n";
  uint8_t *bytes = NULL;
  size_t size = 0;
  ROW(LENET_OK, "", lenet_model_encode(things->model, &bytes, &size));
  ROW(LENET_OK, "", decode(bytes, size));
  ROW(LENET_ERROR_FORMAT, "", decode(bytes, size - 1));
  ROW(LENET_ERROR_FORMAT, "", decode(bytes, 7));
  ROW(LENET_ERROR_FORMAT, "", decode(bytes, 0));
  ROW(LENET_ERROR_ARGUMENT, "size is", decode(bytes, SIZE_MAX));
  bytes[0] ^= 0xff;
  ROW(LENET_ERROR_FORMAT, "", decode(bytes, size));
  bytes[0] ^= 0xff;
  // A weight that is not a number.
  memset(bytes + size - 4, 0xff, 4);
  ROW(LENET_ERROR_FORMAT, "finite", decode(bytes, size));
  ROW(LENET_OK, "", lenet_release(bytes));

  ROW(LENET_OK, "", lenet_model_save(things->model, file(things, "model.safetensors")));
  ROW(LENET_OK, "", load(file(things, "model.safetensors")));
  ROW(LENET_OK, "", load(things->folder));
  ROW(LENET_ERROR_FILE, "/nowhere", load("/nowhere"));
  ROW(LENET_ERROR_ARGUMENT, "path is empty", load(""));
  ROW(LENET_ERROR_FILE, "", lenet_model_save(things->model, "/nowhere/model.safetensors"));
  ROW(LENET_ERROR_FILE, "", lenet_model_save(things->model, things->folder));
  write_file(things, "text", "not a model", 11);
  ROW(LENET_ERROR_FORMAT, "", load(file(things, "text")));
  lenet_model model = 0;
  ROW(LENET_ERROR_FORMAT, "", lenet_model_import(file(things, "text"), NULL, &model, NULL));
  ROW(LENET_ERROR_FILE, "", lenet_model_import("/nowhere", NULL, &model, NULL));
  ROW(LENET_ERROR_FORMAT, "", data(file(things, "text")));
  ROW(LENET_ERROR_FILE, "", data("/nowhere"));
  ROW(LENET_ERROR_ARGUMENT, "empty", data(""));
  write_file(things, "table.csv", "label,a,b\n0,1\n", 14);
  ROW(LENET_ERROR_FORMAT, "table.csv", data(file(things, "table.csv")));
  write_file(things, "t10k-images-idx3-ubyte", "\0\0\x8\x3", 4);
  ROW(LENET_ERROR_FILE, "", data(file(things, "train-images-idx3-ubyte")));

  ROW(LENET_ERROR_FILE, "/nowhere.png", read_file(things, "/nowhere.png", 0));
  ROW(LENET_ERROR_FORMAT, "", read_file(things, file(things, "text"), 0));
  ROW(LENET_ERROR_FILE, "", read_file(things, things->folder, 0));
  write_file(things, "line.pgm", pgm, sizeof pgm - 1);
  ROW(LENET_OK, "", read_file(things, file(things, "line.pgm"), 0));
  ROW(LENET_ERROR_ARGUMENT, "page", read_file(things, file(things, "line.pgm"), 2));
  ROW(LENET_ERROR_ARGUMENT, "page", read_file(things, file(things, "line.pgm"), -1));
  ROW(LENET_OK, "", read_bytes(things, pgm, sizeof pgm - 1));
  ROW(LENET_ERROR_FORMAT, "", read_bytes(things, pgm, 20));
  ROW(LENET_ERROR_FORMAT, "", read_bytes(things, pgm, 0));
  ROW(LENET_ERROR_FORMAT, "", read_bytes(things, "\x89PNG\r\n\x1a\n", 8));
  ROW(LENET_ERROR_ARGUMENT, "size is", read_bytes(things, pgm, SIZE_MAX));

  char *svg = NULL;
  ROW(LENET_ERROR_NULL, "folder is NULL", lenet_run_curves(NULL, &svg));
  ROW(LENET_ERROR_NULL, "svg is NULL", lenet_run_curves(things->folder, NULL));
  ROW(LENET_ERROR_FILE, "", lenet_run_curves("/nowhere", &svg));
  ROW(LENET_ERROR_FILE, "", lenet_run_curves(things->folder, &svg));

  const char *paths[] = {"/a.png", "/b.png", "/c.png", "/d.png"};
  const char *empty[] = {"/a.png", NULL};
  int failures = 0;
  ROW(LENET_STOPPED, "after 3 of 4", lenet_reader_read_files(things->digits, paths, 4, 1, count_failures, &failures));
  failures = 0;
  ROW(LENET_STOPPED, "after 3 of 4", lenet_reader_read_files(things->numbers, paths, 4, 1, count_failures, &failures));
  failures = 0;
  ROW(LENET_OK, "", lenet_reader_read_files(things->digits, paths, 2, 2, count_failures, &failures));
  ROW(LENET_OK, "", failures == 2 ? LENET_OK : LENET_ERROR_FAILED);
  ROW(LENET_ERROR_NULL, "paths[1] is NULL", lenet_reader_read_files(things->digits, empty, 2, 1, count_failures, &failures));
  ROW(LENET_ERROR_NULL, "paths is NULL", lenet_reader_read_files(things->digits, NULL, 2, 1, count_failures, &failures));
  ROW(LENET_ERROR_ARGUMENT, "threads is 2000", lenet_reader_read_files(things->digits, paths, 2, 2000, count_failures, &failures));
  ROW(LENET_ERROR_ARGUMENT, "count is too large", lenet_reader_read_files(things->digits, paths, SIZE_MAX, 1, count_failures, &failures));
  ROW(LENET_OK, "", lenet_reader_read_files(things->digits, NULL, 0, 1, count_failures, &failures));
}
