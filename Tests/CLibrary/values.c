// Numbers out of range, labels without a class, texts that are something else.
#include "rows.h"

#include <math.h>
#include <stddef.h>

static lenet_status predict_floats(const Things *things, float value, size_t place) {
  float pixels[2 * 64] = {0};
  int32_t labels[2];
  lenet_images images = small_images(pixels, 2);
  pixels[place] = value;
  images.size = sizeof pixels;
  images.type = LENET_FLOAT32;
  return lenet_predict(things->model, &images, 1, labels, 2, NULL, 0);
}

static lenet_status create(const uint8_t *labels, const char *name, const char *classes) {
  lenet_images images = small_images(small_pixels, 8);
  lenet_data data = 0;
  lenet_status status = lenet_data_create(name, &images, labels, 8, &images, labels, 8, classes, &data);
  if (status == LENET_OK) lenet_free(data);
  return status;
}

static lenet_status network(const char *architecture, const char *classes) {
  lenet_model model = 0;
  lenet_status status = lenet_model_create(architecture, 1, classes, &model);
  if (status == LENET_OK) lenet_free(model);
  return status;
}

static lenet_status predict_with(const Things *things, int32_t threads, int32_t type) {
  lenet_images images = small_images(small_pixels, 1);
  int32_t label;
  images.type = type;
  return lenet_predict(things->model, &images, threads, &label, 1, NULL, 0);
}

void value_rows(const Things *things) {
  ROW(LENET_OK, "", predict_floats(things, 0.5f, 0));
  ROW(LENET_OK, "", predict_floats(things, 1, 127));
  ROW(LENET_ERROR_ARGUMENT, "image 0 of images has the number nan", predict_floats(things, NAN, 0));
  ROW(LENET_ERROR_ARGUMENT, "image 1 of images has the number nan", predict_floats(things, NAN, 127));
  ROW(LENET_ERROR_ARGUMENT, "has the number inf", predict_floats(things, INFINITY, 5));
  ROW(LENET_ERROR_ARGUMENT, "has the number -inf", predict_floats(things, -INFINITY, 5));
  ROW(LENET_ERROR_ARGUMENT, "has the number 1.5", predict_floats(things, 1.5f, 5));
  ROW(LENET_ERROR_ARGUMENT, "has the number -0.5", predict_floats(things, -0.5f, 5));
  ROW(LENET_ERROR_ARGUMENT, "has the number 255", predict_floats(things, 255, 64));
  ROW(LENET_ERROR_ARGUMENT, "type is 2", predict_with(things, 1, 2));
  ROW(LENET_ERROR_ARGUMENT, "type is -1", predict_with(things, 1, -1));
  ROW(LENET_ERROR_ARGUMENT, "threads is -1", predict_with(things, -1, LENET_UINT8));
  ROW(LENET_ERROR_ARGUMENT, "threads is 1025", predict_with(things, 1025, LENET_UINT8));
  ROW(LENET_OK, "", predict_with(things, 0, LENET_UINT8));

  ROW(LENET_OK, "", create(small_labels, NULL, NULL));
  ROW(LENET_OK, "", create(small_labels, "name", "[\"a\", \"b\", \"c\"]"));
  ROW(LENET_ERROR_ARGUMENT, "1", create(small_labels, NULL, "[\"a\"]"));
  ROW(LENET_ERROR_ARGUMENT, "255", create((const uint8_t[]){0, 1, 0, 1, 0, 1, 0, 255}, NULL, "[\"a\", \"b\"]"));
  ROW(LENET_ERROR_ARGUMENT, "", create(small_labels, NULL, "[\"a\", \"a\"]"));
  ROW(LENET_ERROR_ARGUMENT, "", create(small_labels, NULL, "[\"a\", \"\"]"));
  ROW(LENET_ERROR_ARGUMENT, "list of names", create(small_labels, NULL, "[]"));
  ROW(LENET_ERROR_ARGUMENT, "list of names", create(small_labels, NULL, "[1, 2]"));
  ROW(LENET_ERROR_ARGUMENT, "list of names", create(small_labels, NULL, "{}"));
  ROW(LENET_ERROR_ARGUMENT, "classes is not JSON", create(small_labels, NULL, "[\"a\""));
  ROW(LENET_ERROR_ARGUMENT, "classes is not UTF-8", create(small_labels, NULL, "[\"\xff\"]"));
  ROW(LENET_ERROR_ARGUMENT, "name is not UTF-8", create(small_labels, "\xc3", NULL));
  lenet_images one = small_images(small_pixels, 1);
  lenet_data data = 0;
  ROW(LENET_ERROR_ARGUMENT, "", lenet_data_create(NULL, &one, small_labels, 1, NULL, NULL, 0, NULL, &data));

  ROW(LENET_OK, "", network("lenet5", NULL));
  ROW(LENET_ERROR_ARGUMENT, "did you mean", network("lenet5-1989", NULL));
  ROW(LENET_ERROR_ARGUMENT, "", network("", NULL));
  ROW(LENET_ERROR_ARGUMENT, "", network("{", NULL));
  ROW(LENET_ERROR_ARGUMENT, "", network("{}", NULL));
  ROW(LENET_ERROR_ARGUMENT, "", network("{\"name\": \"x\", \"input\": [1, 28], \"layers\": []}", NULL));
  ROW(LENET_ERROR_ARGUMENT, "", network("{\"name\": \"x\", \"input\": [1, 4, 4], \"layers\": [{\"name\": \"C1\", \"kind\": \"convolution\", \"maps\": 6, \"kernel\": 5}]}", NULL));
  ROW(LENET_ERROR_ARGUMENT, "", network("{\"name\": \"x\", \"input\": [1, 99999999, 4], \"layers\": [{\"name\": \"F\", \"kind\": \"fullyConnected\", \"units\": 5}]}", NULL));
  ROW(LENET_ERROR_ARGUMENT, "", network("{\"name\": \"x\", \"input\": [1, 28, 28], \"layers\": [{\"name\": \"S2\", \"kind\": \"pool\"}]}", NULL));
  ROW(LENET_ERROR_ARGUMENT, "", network("lenet5", "[\"a\", \"b\"]"));
  ROW(LENET_ERROR_ARGUMENT, "not UTF-8", network("\xff", NULL));
  ROW(LENET_ERROR_FILE, "", network("/nowhere/network.json", NULL));

  char *json = NULL;
  ROW(LENET_ERROR_ARGUMENT, "split is -1", lenet_evaluate(things->model, things->data, -1, 1, &json));
  ROW(LENET_ERROR_ARGUMENT, "split is 2", lenet_evaluate(things->model, things->data, 2, 1, &json));
  ROW(LENET_ERROR_ARGUMENT, "threads is -5", lenet_evaluate(things->model, things->data, 1, -5, &json));
  ROW(LENET_ERROR_FIT, "32x32", lenet_evaluate(things->untrained, things->data, 1, 1, &json));
  ROW(LENET_ERROR_ARGUMENT, "did you mean 'recipes'", lenet_list("recipe", &json));
  ROW(LENET_ERROR_ARGUMENT, "kind is ''", lenet_list("", &json));
}
