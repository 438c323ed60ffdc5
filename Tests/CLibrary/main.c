// Calls the library with everything wrong that a caller can do, and expects an error each time.
//
//   calls FOLDER    FOLDER is empty and may be written to
#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int rows, failures;

void expect(
    const char *file, int line, const char *name, lenet_status got, lenet_status wanted,
    const char *words) {
  const char *message = lenet_last_error();
  rows++;
  if (got == wanted && strstr(message, words) && (got == LENET_OK) == (*message == 0)) return;
  failures++;
  printf(
      "%s:%d: %s\n  returned %s (%s)\n  expected %s with '%s'\n", file, line, name,
      lenet_status_name((int32_t)got), message, lenet_status_name((int32_t)wanted), words);
}

const uint8_t small_labels[8] = {0, 1, 0, 1, 0, 1, 0, 1};
const uint8_t small_pixels[8 * 64] = {
    [3] = 255, [64 + 17] = 255, [128 + 3] = 255, [192 + 17] = 255,
    [256 + 3] = 255, [320 + 17] = 255, [384 + 3] = 255, [448 + 17] = 255,
};
const char small_recipe[] =
    "{\"architecture\": {\"name\": \"small\", \"input\": [1, 8, 8], \"layers\": ["
    "{\"name\": \"flatten\", \"kind\": \"flatten\"},"
    "{\"name\": \"output\", \"kind\": \"fullyConnected\", \"units\": 2}]},"
    "\"epochs\": 2, \"batchSize\": 4, \"validation\": 0}";

lenet_images small_images(const void *pixels, int64_t count) {
  lenet_images images = {0};
  images.pixels = pixels;
  images.size = (size_t)count * 64;
  images.type = LENET_UINT8;
  images.count = count;
  images.maps = 1;
  images.rows = images.columns = 8;
  return images;
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  Things things = {0};
  things.folder = arguments[1];
  lenet_images training = small_images(small_pixels, 8), test = small_images(small_pixels, 4);

  ROW(LENET_OK, "", lenet_data_create("small", &training, small_labels, 8, &test, small_labels, 4, NULL, &things.data));
  ROW(LENET_OK, "", lenet_train(small_recipe, things.data, NULL, 0, NULL, NULL, NULL, &things.model, NULL));
  ROW(LENET_OK, "", lenet_model_create("lenet5-pytorch", 1, NULL, &things.untrained));
  ROW(LENET_OK, "", lenet_reader_create(0, NULL, &things.digits));
  ROW(LENET_OK, "", lenet_reader_create(0, "{\"kind\": \"numbers\"}", &things.numbers));
  ROW(LENET_OK, "", lenet_model_create("lenet1", 1, NULL, &things.freed));
  ROW(LENET_OK, "", lenet_free(things.freed));

  handle_rows(&things);
  null_rows(&things);
  size_rows(&things);
  value_rows(&things);
  option_rows(&things);
  file_rows(&things);
  thread_rows(&things);
  printf("%d rows, %d failed\n", rows, failures);
  return failures > 0;
}
