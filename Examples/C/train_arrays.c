// Trains a small network on images in memory, measures it and asks it.
#include <lenet.h>
#include <stdio.h>
#include <stdlib.h>

enum { side = 16, training_count = 1000, test_count = 200 };

static unsigned char training[training_count][side][side], training_labels[training_count];
static unsigned char test[test_count][side][side], test_labels[test_count];

// The same numbers on every machine.
static unsigned next_random(unsigned *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 16;
}

// Bright bars, lines and crosses at random places of dark, noisy images.
static void draw(unsigned char image[side][side], int label, unsigned *state) {
  int top = 1 + (int)(next_random(state) % 8), left = 1 + (int)(next_random(state) % 8);
  for (int row = 0; row < side; row++) {
    for (int column = 0; column < side; column++) {
      int down = row - top, right = column - left;
      int is_inside = down >= 0 && down < 7 && right >= 0 && right < 7;
      int is_ink = (label != 1 && right == 3) || (label != 0 && down == 3);
      unsigned brightness = is_inside && is_ink ? 160 + next_random(state) % 96 : next_random(state) % 60;
      image[row][column] = (unsigned char)brightness;
    }
  }
}

static lenet_images images_of(const void *pixels, int count) {
  lenet_images images = {0};
  images.pixels = pixels;
  images.size = (size_t)count * side * side;
  images.type = LENET_UINT8;
  images.count = count;
  images.maps = 1;
  images.rows = images.columns = side;
  return images;
}

static int32_t tell(void *context, const char *event) {
  (void)context;
  puts(event);
  return 0;
}

static void require(lenet_status status) {
  if (status == LENET_OK) return;
  fprintf(stderr, "%s: %s\n", lenet_status_name(status), lenet_last_error());
  exit(1);
}

int main(void) {
  unsigned state = 1;
  for (int i = 0; i < training_count; i++) {
    draw(training[i], training_labels[i] = (unsigned char)(i % 3), &state);
  }
  for (int i = 0; i < test_count; i++) draw(test[i], test_labels[i] = (unsigned char)(i % 3), &state);

  lenet_images first = images_of(training, training_count), second = images_of(test, test_count);
  lenet_data data = 0;
  require(lenet_data_create(
      "shapes", &first, training_labels, training_count, &second, test_labels, test_count,
      "[\"bar\", \"line\", \"cross\"]", &data));

  const char *recipe =
      "{\"architecture\": {\"name\": \"shapes\", \"input\": [1, 16, 16], \"layers\": ["
      "{\"name\": \"C1\", \"kind\": \"convolution\", \"maps\": 6, \"kernel\": 5, \"activation\": \"relu\"},"
      "{\"name\": \"S2\", \"kind\": \"maxPooling\", \"window\": 2},"
      "{\"name\": \"flatten\", \"kind\": \"flatten\"},"
      "{\"name\": \"output\", \"kind\": \"fullyConnected\", \"units\": 3}]},"
      "\"epochs\": 6, \"batchSize\": 32, \"learningRate\": 0.005, \"validation\": 100}";
  lenet_model model = 0;
  require(lenet_train(recipe, data, "{\"seed\": 1}", 0, tell, NULL, NULL, &model, NULL));

  int32_t labels[test_count];
  require(lenet_predict(model, &second, 0, labels, test_count, NULL, 0));
  int errors = 0;
  for (int i = 0; i < test_count; i++) errors += labels[i] != test_labels[i];
  printf("%d errors in %d images\n", errors, test_count);
  require(lenet_free(model));
  require(lenet_free(data));
  return errors > test_count / 10;
}
