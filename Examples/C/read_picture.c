// Reads the digit in a picture file.
//
//   read_picture photo.jpg
//
// Without an argument it reads a picture that it makes itself.
#include <lenet.h>
#include <stdio.h>
#include <string.h>

enum { side = 100 };

// A dark 7 on light paper, grey pixels row by row.
static void draw_seven(unsigned char pixels[side][side]) {
  memset(pixels, 220, side * side);
  for (int step = 0; step <= 90; step++) {
    int row = step <= 40 ? 25 : 25 + step - 40;
    int column = step <= 40 ? 30 + step : 70 - (step - 40) / 2;
    for (int down = -3; down <= 3; down++) {
      for (int right = -3; right <= 3; right++) pixels[row + down][column + right] = 40;
    }
  }
}

int main(int count, char **arguments) {
  static unsigned char pixels[side][side];
  lenet_picture picture = {0};
  if (count > 1) {
    picture.path = arguments[1];
  } else {
    draw_seven(pixels);
    picture.pixels = &pixels[0][0];
    picture.pixel_size = sizeof pixels;
    picture.rows = picture.columns = side;
    picture.channels = 1;
  }

  lenet_reader reader = 0;
  char *answer = NULL;
  if (lenet_reader_create(0, NULL, &reader) != LENET_OK ||
      lenet_reader_read(reader, &picture, &answer) != LENET_OK) {
    fprintf(stderr, "%s\n", lenet_last_error());
    return 1;
  }
  puts(answer); // {"confidence":0.99,"digit":7,...}
  lenet_release(answer);
  lenet_free(reader);
  return 0;
}
