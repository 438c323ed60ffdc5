/* lenet.h: train, measure and use LeNets from C. Link with -llenet; Documentation/C.md has the guide.
 *
 * Failures. Every function that can fail returns a lenet_status. After any but LENET_OK, lenet_last_error() has the
 * reason as one sentence: what is wrong, what was expected, what to do. Nothing aborts the program.
 *
 * Results. A function writes its results only if it returns LENET_OK, unless its comment says more. Pointers to results
 * that nobody needs may be NULL where the comment says "or NULL".
 *
 * Handles. Data sets, models and readers are numbers, never 0, and do not change once they are made. Any number of
 * threads may use one at the same time. lenet_free() ends one; calls that use it at that moment still finish. A handle that was
 * freed, never existed or is of another kind gives LENET_ERROR_HANDLE. Numbers are not used twice.
 *
 * Memory. Texts and bytes that a function returns belong to the caller, who gives them back with lenet_release(). All
 * texts are UTF-8 and end with a zero byte; paths are the system's bytes. Arguments are only read during the call.
 *
 * Threads and fork. All functions may be called from any thread. A child of fork() may go on with the handles of its parent,
 * if no other thread was inside this library when it forked.
 *
 * JSON. Descriptions and options are JSON texts. NULL as options means {}. A key that is not known is an error.
 */
#ifndef LENET_H
#define LENET_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The number of this interface. It changes when a program must be compiled again. */
#define LENET_ABI_VERSION 1

/* What became of a call. */
typedef enum lenet_status {
  LENET_OK = 0,
  LENET_STOPPED = 1,         /* a callback or a flag ended the work early; nothing is wrong */
  LENET_ERROR_NULL = 2,      /* a pointer that must not be NULL is NULL */
  LENET_ERROR_HANDLE = 3,    /* no such handle or memory: freed, never there, or of another kind */
  LENET_ERROR_ARGUMENT = 4,  /* a value is out of range, or a text is not what it should be */
  LENET_ERROR_BUFFER = 5,    /* a buffer has another size than its content needs */
  LENET_ERROR_FILE = 6,      /* a file or folder is not there, or cannot be read or written */
  LENET_ERROR_FORMAT = 7,    /* the bytes of a file are damaged, or of another format */
  LENET_ERROR_FIT = 8,       /* images, network and classes do not fit each other */
  LENET_ERROR_UNDECIDED = 9, /* a file can be read in several ways: a person has to choose */
  LENET_ERROR_FAILED = 10    /* the work failed, such as a training whose loss is no longer finite */
} lenet_status;

typedef uint64_t lenet_handle;
typedef lenet_handle lenet_data;   /* training and test images with labels */
typedef lenet_handle lenet_model;  /* a network with weights, preparation and class names */
typedef lenet_handle lenet_reader; /* reads digits or numbers from pictures */

/* ---- The library ---- */

/* LENET_ABI_VERSION of the library; compare it with that of the header. */
int32_t lenet_abi_version(void);

/* The version, such as "0.2.0". Never freed. */
const char *lenet_version(void);

/* Why the last call of this thread failed; "" if it did not. Valid until the next call in the same thread. */
const char *lenet_last_error(void);

/* The name of a status, such as "LENET_ERROR_FILE"; "" if it is none. Never freed. */
const char *lenet_status_name(int32_t status);

/* The names that other functions take, as a JSON list of objects with "name" and more.
 * kind: "architectures", "recipes", "datasets", "formats" (of lenet_model_export), or "instructions". */
lenet_status lenet_list(const char *kind, char **json);

/* Ends a data set, a model or a reader. */
lenet_status lenet_free(lenet_handle handle);

/* Gives back a text or bytes from this library; NULL does nothing. */
lenet_status lenet_release(void *memory);

/* ---- Images in memory ---- */

/* The numbers of images. */
typedef enum lenet_type {
  LENET_UINT8 = 0,  /* bytes: 0 background, 255 the brightest */
  LENET_FLOAT32 = 1 /* 0 to 1, rounded to the 256 steps of bytes; NaN or another number is an error */
} lenet_type;

/* Images in the caller's memory, [image][map][row][column]. Grey images have one map, colour images three. */
typedef struct lenet_images {
  const void *pixels; /* the first number; floats need no alignment */
  size_t size;        /* the bytes that may be read from `pixels` on */
  int32_t type;       /* a lenet_type */
  int64_t count;      /* images, at least 1 */
  int64_t maps, rows, columns;
  /* Bytes from one image, map, row and column to the next, none below 0. All 0: one after the other, without gaps, so that
   * `size` must be count * maps * rows * columns * (1 or 4). Otherwise the last number must end within `size`. */
  int64_t strides[4];
} lenet_images;

/* ---- Data sets ---- */

/* Reads a data set by its name ("mnist" is built in; lenet_list("datasets") has the others) or from a file or folder: IDX,
 * CSV, .npz, CIFAR-10, or pictures in a folder for each class. Fetches nothing. */
lenet_status lenet_data_load(const char *name_or_path, lenet_data *data);

/* Makes a data set from arrays, which are copied.
 * name: for reports, or NULL.
 * training_labels: one byte for each training image, the number of its class; label_count must be training->count.
 * test: NULL keeps one training image in seven of each class for the test; then test_labels must be NULL as well.
 * classes: the names of the classes as a JSON list, or NULL for their numbers. */
lenet_status lenet_data_create(
    const char *name, const lenet_images *training, const uint8_t *training_labels,
    size_t training_label_count, const lenet_images *test, const uint8_t *test_labels,
    size_t test_label_count, const char *classes, lenet_data *data);

/* Describes a data set: {"name", "classes", "shape": [maps, rows, columns], "training": count, "test": count,
 * "notes": how it was read}. */
lenet_status lenet_data_info(lenet_data data, char **json);

/* Copies images and labels of a split, 0 training or 1 test, from image `first` on.
 * pixels: count * maps * rows * columns bytes, or NULL with size 0.
 * labels: count bytes, or NULL with size 0. */
lenet_status lenet_data_read(
    lenet_data data, int32_t split, int64_t first, int64_t count, uint8_t *pixels,
    size_t pixel_size, uint8_t *labels, size_t label_size);

/* ---- Models ---- */

/* Makes an untrained network.
 * architecture: a name, the path of a .json file, or the JSON text itself.
 * classes: their names as a JSON list, or NULL for numbers. */
lenet_status lenet_model_create(
    const char *architecture, uint64_t seed, const char *classes, lenet_model *model);

/* Reads a model file of this library, or the one in the folder of a run. */
lenet_status lenet_model_load(const char *path, lenet_model *model);

/* Reads the bytes of a model file. */
lenet_status lenet_model_decode(const uint8_t *bytes, size_t size, lenet_model *model);

/* Writes a model file. A crash leaves the old file or the new one. */
lenet_status lenet_model_save(lenet_model model, const char *path);

/* The bytes of a model file; give them back with lenet_release(). */
lenet_status lenet_model_encode(lenet_model model, uint8_t **bytes, size_t *size);

/* Reads a model of another program: PyTorch, ONNX, Keras, Caffe, Paddle, NumPy. What the file does not say is tried on MNIST.
 * options: {"activation", "unitActivation", "pooling": "max" or "average", "side", "padding", "flatten", "resizeMode",
 *   "mean": [..], "std": [..]}, all as `lenet import` has them.
 * report: what was found, as JSON, or NULL; also written with LENET_ERROR_UNDECIDED. */
lenet_status lenet_model_import(
    const char *path, const char *options, lenet_model *model, char **report);

/* Writes a model for other programs, after it has opened and run what it wrote on test images.
 * format: one of lenet_list("formats").
 * path: the name of the files, with or without an ending; files that exist are replaced.
 * options: {"bytes": true} lets an ONNX network take bytes; {"numbers": "int8", "calibration": 1000} is for C; {"data":
 *   "name or path"} gives other test images than those of the model's training.
 * report: what was written and compared, as JSON, or NULL. */
lenet_status lenet_model_export(
    lenet_model model, const char *format, const char *path, const char *options,
    char **report);

/* Describes a model: {"architecture": {...}, "classes": [...], "preparation": {...}, "training": {...} or null, "layers":
 * [...], "parameters": count, "table": the text of `lenet summary`, "description": one line}. */
lenet_status lenet_model_info(lenet_model model, char **json);

/* A tensor of a model, in PyTorch's order: [output, input, row, column], [output, input] or [output]. */
typedef struct lenet_tensor {
  const char *name;     /* such as "C1.weight" */
  const float *numbers; /* `count` numbers without gaps; they must not be changed */
  size_t count;
  int32_t rank; /* how many sizes there are, 1 to 4 */
  int64_t sizes[4];
} lenet_tensor;

/* The number of tensors of a model. */
lenet_status lenet_model_tensor_count(lenet_model model, size_t *count);

/* One tensor, by its place from 0. Its name and numbers stay where they are until the model is freed. */
lenet_status lenet_model_tensor(lenet_model model, size_t index, lenet_tensor *tensor);

/* ---- Training ---- */

/* Told of each event of a training, on the calling thread: JSON with "event": "progress" (about ten times a second),
 * "step", "epoch", "started", "resumed", "warning" or "done". Any result but 0 stops the training. */
typedef int32_t (*lenet_training_callback)(void *context, const char *event);

/* Trains a network. The same recipe, data, seed and instruction set give the same model file as `lenet train`.
 * recipe: the name of a recipe or of an architecture, or a JSON object: {"recipe": name, "architecture": name, path or object,
 *   "epochs" or "steps": count} and each value of a recipe by its own name, as lenet_list("recipes") shows them. NULL: "pytorch".
 * options: {"seed", "threads", "output": folder of the run, "resume", "checkpointSeconds", "metricsPerEpoch",
 *   "testEachEpoch", "heldBack", "instructions", "command"}. Without "output" nothing is written.
 * start: a model that gives the starting values, or 0.
 * callback: or NULL. context: passed on to it.
 * stop: or NULL. Another thread may set it to something else than 0 at any time; that stops the training before the next step.
 * model: the model of the kept epoch.
 * result: the figures as JSON, or NULL. With LENET_STOPPED it has {"stopped": {"epoch", "step"}}, there is no
 *   model, and "output", if given, holds a checkpoint: the same call with "resume": true goes on from there. */
lenet_status lenet_train(
    const char *recipe, lenet_data data, const char *options, lenet_model start,
    lenet_training_callback callback, void *context, const volatile int32_t *stop,
    lenet_model *model, char **result);

/* Draws loss and accuracy of a run over its epochs, as SVG.
 * folder: the "output" of a training, also while it runs. */
lenet_status lenet_run_curves(const char *folder, char **svg);

/* Measures a model on a split, 0 training or 1 test.
 * threads: 0 for all processors.
 * json: {"loss", "accuracy", "errors", "total", "seconds", "examplesPerSecond", "classes", "confusion": [truth][answer],
 *   "predictions"}. */
lenet_status lenet_evaluate(
    lenet_model model, lenet_data data, int32_t split, int32_t threads, char **json);

/* Answers images, prepared as in the training of the model. An image gets the same answer alone and among others.
 * threads: 0 for all processors.
 * labels: images->count numbers of classes, or NULL with count 0.
 * probabilities: images->count * classes numbers, [image][class], or NULL with count 0. */
lenet_status lenet_predict(
    lenet_model model, const lenet_images *images, int32_t threads, int32_t *labels,
    size_t label_count, float *probabilities, size_t probability_count);

/* ---- Pictures ---- */

/* A picture in one of three forms; the others are NULL. */
typedef struct lenet_picture {
  const char *path;     /* a file: PNG, JPEG, WebP, TIFF, GIF, HEIC (these through libvips), BMP, PGM */
  const uint8_t *bytes; /* the content of such a file */
  size_t size;          /* the number of these bytes */
  int32_t page;         /* the page or frame of a file, counted from 1; 0 means 1 */
  const uint8_t *pixels; /* [row][column][channel]: grey, grey and opacity, RGB, or RGB and opacity */
  size_t pixel_size;     /* the bytes that may be read from `pixels` on */
  int64_t rows, columns, channels;
  int64_t row_stride; /* bytes from one row to the next; 0: rows without gaps */
} lenet_picture;

/* Makes a reader of pictures.
 * model: 0 for the built-in one.
 * options: {"kind": "digit" (default) or "numbers"}; for digits "coverage" and "preparation": "digit" or "resize"; for numbers
 *   "length", "pattern", "checksum", "marks" and "confidence", as `lenet read` has them. */
lenet_status lenet_reader_create(lenet_model model, const char *options, lenet_reader *reader);

/* Reads a picture. json: for a digit {"verdict", "label", "digit", "confidence", "scores", "other", ...}, for numbers
 * {"rows", "columns", "lines": [{"text", "box", "numbers"}], ...}, as `lenet predict --json` and `lenet read --json` write. */
lenet_status lenet_reader_read(lenet_reader reader, const lenet_picture *picture, char **json);

/* Told of each picture in order, on the calling thread. status: LENET_OK, or why it cannot be read; then json has
 * {"file", "error"}. Any result but 0 stops the reading. */
typedef int32_t (*lenet_reading_callback)(
    void *context, size_t index, lenet_status status, const char *json);

/* Reads many picture files with `threads` threads, 0 for all processors; numbers are read by one thread. */
lenet_status lenet_reader_read_files(
    lenet_reader reader, const char *const *paths, size_t count, int32_t threads,
    lenet_reading_callback callback, void *context);

/* The image that a reader of digits makes of a picture: its network sees nothing else.
 * pixels: 28 * 28 bytes for a network of grey images, else the size of its input.
 * has_ink: 0 if there is no digit; then pixels are all 0. Or NULL. */
lenet_status lenet_reader_prepare(
    lenet_reader reader, const lenet_picture *picture, uint8_t *pixels, size_t size,
    int32_t *has_ink);

/* ---- The program ---- */

/* Runs the program `lenet` in this process, as its main function, and returns its exit status. From then on it handles
 * signals, and it reads and writes the standard streams.
 * arguments: `count` texts, the program's name first. They stay where they are until the process ends.
 * Once in a process: a second call returns 2 and does nothing. */
int32_t lenet_main(int32_t count, const char *const *arguments);

#ifdef __cplusplus
}
#endif

#endif
