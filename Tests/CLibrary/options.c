// Options and recipes with what they must not have.
#include "rows.h"

#include <stddef.h>

static lenet_status train(const Things *things, const char *recipe, const char *options) {
  lenet_model model = 0;
  lenet_status status = lenet_train(recipe, things->data, options, 0, NULL, NULL, NULL, &model, NULL);
  if (status == LENET_OK) lenet_free(model);
  return status;
}

static lenet_status reader(const char *options) {
  lenet_reader reader = 0;
  lenet_status status = lenet_reader_create(0, options, &reader);
  if (status == LENET_OK) lenet_free(reader);
  return status;
}

static lenet_status export(const Things *things, const char *format, const char *path, const char *options) {
  return lenet_model_export(things->untrained, format, path, options, NULL);
}

// The images of other data must have the size that the small network takes.
static lenet_status export_small(void) {
  lenet_model model = 0;
  lenet_model_create("lenet5-keras", 1, NULL, &model);
  lenet_status status = lenet_model_export(model, "npz", "/nowhere/model", NULL, NULL);
  return status;
}

static lenet_status import(const char *options) {
  lenet_model model = 0;
  return lenet_model_import("/nowhere/model.pt", options, &model, NULL);
}

// The small recipe with other values.
#define CHANGED(values) \
  "{\"architecture\": {\"name\": \"small\", \"input\": [1, 8, 8], \"layers\": [" \
  "{\"name\": \"flatten\", \"kind\": \"flatten\"}," \
  "{\"name\": \"output\", \"kind\": \"fullyConnected\", \"units\": 2}]}," values "}"

static int32_t stop_at_once(void *context, const char *event) {
  (void)context, (void)event;
  return 1;
}

static void recipe_rows(const Things *things) {
  ROW(LENET_OK, "", train(things, CHANGED("\"steps\": 3, \"optimizer\": {\"sgd\": {\"momentum\": 0.9}}"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "did you mean 'pytorch'", train(things, "pytroch", NULL));
  ROW(LENET_ERROR_ARGUMENT, "there is no recipe", train(things, "", NULL));
  ROW(LENET_ERROR_ARGUMENT, "recipe is not JSON", train(things, "{", NULL));
  ROW(LENET_ERROR_ARGUMENT, "recipe is not UTF-8", train(things, "\xff", NULL));
  ROW(LENET_ERROR_FILE, "", train(things, "/nowhere/network.json", NULL));
  ROW(LENET_ERROR_ARGUMENT, "there is no recipe or architecture 'x'", train(things, "{\"recipe\": \"x\"}", NULL));
  ROW(LENET_ERROR_ARGUMENT, "expected a text", train(things, "{\"recipe\": 5}", NULL));
  ROW(LENET_ERROR_ARGUMENT, "did you mean 'epochs'", train(things, CHANGED("\"epoch\": 1"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "give one of them", train(things, CHANGED("\"epochs\": 1, \"steps\": 1"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "'epochs' in recipe is 0", train(things, CHANGED("\"epochs\": 0"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "'epochs' in recipe is \"2\"", train(things, CHANGED("\"epochs\": \"2\""), NULL));
  ROW(LENET_ERROR_ARGUMENT, "'steps' in recipe is -1", train(things, CHANGED("\"steps\": -1"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "'optimizer' in recipe", train(things, CHANGED("\"optimizer\": 1"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "optimizer", train(things, CHANGED("\"optimizer\": {\"adamx\": {}}"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "optimizer", train(things, CHANGED("\"optimizer\": \"adamx\""), NULL));
  ROW(LENET_ERROR_ARGUMENT, "optimizer", train(things, CHANGED("\"optimizer\": {\"sgd\": {\"momentum\": \"high\"}}"), NULL));
  ROW(LENET_OK, "", train(things, CHANGED("\"steps\": 3, \"optimizer\": \"adamw\", \"schedule\": \"constant\""), NULL));
  ROW(LENET_ERROR_ARGUMENT, "", train(things, CHANGED("\"batchSize\": 0"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "", train(things, CHANGED("\"batchSize\": 1e300"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "", train(things, CHANGED("\"learningRate\": -1"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "", train(things, CHANGED("\"validation\": -1"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "", train(things, CHANGED("\"validation\": 8"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "standard deviation is 0", train(things, CHANGED("\"standardDeviation\": [0]"), NULL));
  ROW(LENET_ERROR_FIT, "", train(things, CHANGED("\"mean\": [0, 0]"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "frozen", train(things, CHANGED("\"frozen\": [\"C9\"]"), NULL));
  ROW(LENET_ERROR_ARGUMENT, "", train(things, "{\"architecture\": {\"name\": 1}}", NULL));
  ROW(LENET_ERROR_ARGUMENT, "", train(things, "{\"architecture\": \"lenet9\"}", NULL));
  ROW(LENET_ERROR_FAILED, "", train(things, CHANGED("\"epochs\": 20, \"optimizer\": {\"sgd\": {\"weightDecay\": 100}}, \"learningRate\": 1000000"), NULL));
}

// The program's exit status for wrong use, as a status.
static lenet_status program(int32_t count, const char *const *arguments) {
  return lenet_main(count, arguments) == 2 ? LENET_ERROR_ARGUMENT : LENET_OK;
}

void option_rows(const Things *things) {
  static const char *const wrong[] = {"lenet", NULL, "--version"}, *const right[] = {"lenet", "--version"};
  ROW(LENET_ERROR_ARGUMENT, "arguments is NULL", program(1, NULL));
  ROW(LENET_ERROR_ARGUMENT, "count is 0", program(0, right));
  ROW(LENET_ERROR_ARGUMENT, "count is -1", program(-1, right));
  ROW(LENET_ERROR_ARGUMENT, "arguments[1] is NULL", program(3, wrong));
  ROW(LENET_OK, "", program(2, right));
  ROW(LENET_ERROR_ARGUMENT, "once in a process", program(2, right));
  recipe_rows(things);
  ROW(LENET_OK, "", train(things, small_recipe, "{}"));
  ROW(LENET_OK, "", train(things, small_recipe, "{\"seed\": 18446744073709551615, \"threads\": 2, \"instructions\": \"base\"}"));
  ROW(LENET_ERROR_ARGUMENT, "not a JSON object", train(things, small_recipe, "[]"));
  ROW(LENET_ERROR_ARGUMENT, "options is not JSON", train(things, small_recipe, ""));
  ROW(LENET_ERROR_ARGUMENT, "options is not JSON", train(things, small_recipe, "{\"seed\": 1, \"seed\": 2}"));
  ROW(LENET_ERROR_ARGUMENT, "options is not UTF-8", train(things, small_recipe, "{\"\xff\": 1}"));
  ROW(LENET_ERROR_ARGUMENT, "did you mean 'threads'", train(things, small_recipe, "{\"thread\": 1}"));
  ROW(LENET_ERROR_ARGUMENT, "'seed' in options is -1", train(things, small_recipe, "{\"seed\": -1}"));
  ROW(LENET_ERROR_ARGUMENT, "'seed' in options is 0.5", train(things, small_recipe, "{\"seed\": 0.5}"));
  ROW(LENET_ERROR_ARGUMENT, "'threads' in options is 0", train(things, small_recipe, "{\"threads\": 0}"));
  ROW(LENET_ERROR_ARGUMENT, "'threads' in options is true", train(things, small_recipe, "{\"threads\": true}"));
  ROW(LENET_ERROR_ARGUMENT, "expected true or false", train(things, small_recipe, "{\"testEachEpoch\": 1}"));
  ROW(LENET_ERROR_ARGUMENT, "", train(things, small_recipe, "{\"resume\": true}"));
  ROW(LENET_ERROR_ARGUMENT, "'output' in options is empty", train(things, small_recipe, "{\"output\": \"\"}"));
  ROW(LENET_ERROR_ARGUMENT, "'checkpointSeconds'", train(things, small_recipe, "{\"checkpointSeconds\": -1}"));
  ROW(LENET_ERROR_ARGUMENT, "'metricsPerEpoch'", train(things, small_recipe, "{\"metricsPerEpoch\": 10000000}"));
  ROW(LENET_ERROR_ARGUMENT, "'instructions' in options is \"mmx\"", train(things, small_recipe, "{\"instructions\": \"mmx\"}"));
  ROW(LENET_ERROR_ARGUMENT, "", train(things, small_recipe, "{\"heldBack\": 8}"));
  ROW(LENET_ERROR_FIT, "", train(things, "lenet5-cifar10", NULL));

  lenet_model model = 0;
  int32_t stop = 1;
  ROW(LENET_STOPPED, "epoch 1, after 0", lenet_train(small_recipe, things->data, NULL, 0, NULL, NULL, &stop, &model, NULL));
  ROW(LENET_STOPPED, "epoch 2, after 0", lenet_train(small_recipe, things->data, NULL, 0, stop_at_once, NULL, NULL, &model, NULL));
  ROW(LENET_ERROR_FIT, "", lenet_train(small_recipe, things->data, NULL, things->untrained, NULL, NULL, NULL, &model, NULL));
  ROW(LENET_OK, "", lenet_train(small_recipe, things->data, NULL, things->model, NULL, NULL, NULL, &model, NULL));
  ROW(LENET_OK, "", lenet_free(model));

  ROW(LENET_OK, "", reader("{\"coverage\": 0.95}"));
  ROW(LENET_ERROR_ARGUMENT, "one of digit, numbers", reader("{\"kind\": \"letters\"}"));
  ROW(LENET_ERROR_ARGUMENT, "'coverage' in options is 2", reader("{\"coverage\": 2}"));
  ROW(LENET_ERROR_FIT, "coverage", reader("{\"coverage\": 0.1}"));
  ROW(LENET_ERROR_ARGUMENT, "one of digit, resize", reader("{\"preparation\": \"crop\"}"));
  ROW(LENET_ERROR_ARGUMENT, "not for a reader of kind digit", reader("{\"length\": 5}"));
  ROW(LENET_ERROR_ARGUMENT, "not for a reader of kind numbers", reader("{\"kind\": \"numbers\", \"coverage\": 0.95}"));
  ROW(LENET_OK, "", reader("{\"kind\": \"numbers\", \"length\": 5, \"marks\": \".,\", \"confidence\": 0.5}"));
  ROW(LENET_ERROR_ARGUMENT, "'length' in options is 0", reader("{\"kind\": \"numbers\", \"length\": 0}"));
  ROW(LENET_ERROR_ARGUMENT, "leave 'length'", reader("{\"kind\": \"numbers\", \"length\": 5, \"pattern\": \"##\"}"));
  ROW(LENET_ERROR_ARGUMENT, "", reader("{\"kind\": \"numbers\", \"pattern\": \"a\"}"));
  ROW(LENET_ERROR_ARGUMENT, "has ';'", reader("{\"kind\": \"numbers\", \"marks\": \";\"}"));
  ROW(LENET_ERROR_ARGUMENT, "luhn", reader("{\"kind\": \"numbers\", \"checksum\": \"crc\"}"));
  ROW(LENET_ERROR_ARGUMENT, "'confidence' in options", reader("{\"kind\": \"numbers\", \"confidence\": -1}"));
  lenet_reader other = 0;
  ROW(LENET_ERROR_FIT, "classes", lenet_reader_create(things->untrained, "{\"kind\": \"numbers\"}", &other));

  ROW(LENET_ERROR_ARGUMENT, "format is 'tflite'", export(things, "tflite", "model", NULL));
  ROW(LENET_ERROR_ARGUMENT, "give the name of a file", export(things, "npz", "folder/", NULL));
  ROW(LENET_ERROR_ARGUMENT, "give the name of a file", export(things, "npz", ".npz", NULL));
  ROW(LENET_ERROR_ARGUMENT, "path is empty", export(things, "npz", "", NULL));
  ROW(LENET_ERROR_ARGUMENT, "'bytes' is for onnx", export(things, "npz", "model", "{\"bytes\": true}"));
  ROW(LENET_ERROR_ARGUMENT, "'numbers' for c", export(things, "onnx", "model", "{\"numbers\": \"int8\"}"));
  ROW(LENET_ERROR_ARGUMENT, "one of float, int8", export(things, "c", "model", "{\"numbers\": \"int4\"}"));
  ROW(LENET_ERROR_ARGUMENT, "", export(things, "c", "model", "{\"calibration\": 5}"));
  ROW(LENET_ERROR_FILE, "", export(things, "npz", "model", "{\"data\": \"/nowhere\"}"));
  ROW(LENET_ERROR_FILE, "", export_small());

  ROW(LENET_ERROR_ARGUMENT, "'activation' in options", import("{\"activation\": \"gelu\"}"));
  ROW(LENET_ERROR_ARGUMENT, "one of max, average", import("{\"pooling\": \"sum\"}"));
  ROW(LENET_ERROR_ARGUMENT, "'side' in options", import("{\"side\": 0}"));
  ROW(LENET_ERROR_ARGUMENT, "'mean' in options", import("{\"mean\": []}"));
  ROW(LENET_ERROR_ARGUMENT, "'std' in options", import("{\"std\": [\"a\"]}"));
  ROW(LENET_ERROR_FILE, "", import("{\"std\": 0.3, \"mean\": [0.1], \"activation\": \"scaled-tanh\"}"));
}
