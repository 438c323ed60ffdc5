import LeNetModel

/// The header and the source in C of a network, in 32-bit numbers or in whole ones.
struct CSource {
  /// The parts that differ between the kinds of numbers.
  struct Parts {
    /// The type of the scores and of the working memory.
    let scoreType: String
    let memoryType: String
    /// What the header says about the numbers.
    let words: String
    /// More lines of the header.
    var definitions: [String] = []
    /// Constants, in the order of the steps.
    let constants: [String]
    /// Functions, the first ones first.
    let functions: [String]
    /// The lines after the last step, which leave the best class in `best`.
    let ending: [String]
    /// Their declarations.
    let declarations: [String]
  }

  private let model: ModelFile
  private let steps: [CStep]
  private let image: Shape
  private let name: String
  private let producer: String
  private let parts: Parts
  /// The types that the steps read from the working memory; empty if they are those of the memory.
  private let reads: [String]

  /// The files of a network whose first step takes prepared pixels.
  init(
    _ model: ModelFile, steps: [CStep], image: Shape, name: String, producer: String, parts: Parts,
    reads: [String] = []
  ) {
    self.reads = reads
    self.model = model
    self.steps = steps
    self.image = image
    self.name = name
    self.producer = producer
    self.parts = parts
  }

  /// Numbers of working memory for steps: the input and the output of a step lie at its two ends.
  static func memory(of steps: [CStep], input: Shape) -> Int {
    var (previous, most) = (input.count, input.count)
    for step in steps.dropLast() {
      most = max(most, previous + step.output.count)
      previous = step.output.count
    }
    return most
  }

  /// Numbers of working memory.
  var memory: Int { Self.memory(of: steps, input: model.architecture.input) }
  private var word: String { CText.word(name) }
  private var upper: String { word.uppercased() }
  private var signature: String {
    """
    int \(word)_classify(const uint8_t pixels[\(upper)_PIXELS], \(parts.scoreType) scores[\(upper)_CLASSES],
                         \(parts.memoryType) memory[\(upper)_MEMORY])
    """
  }

  /// The header.
  var header: String {
    """
    /* The network \(model.architecture.name), written by \(producer). C99, no library, no malloc.

       \(parts.words)

       pixels: an image of \(image.maps.mapWords), \(image.rows) rows and \(image.columns) columns, [map][row][column],
       0 the background and 255 the ink.
       scores: one for each class; the greatest wins.
       memory: working memory, which need not keep its content between calls. Nothing else is written, so calls with
       memory of their own may run at the same time.

       Returns the class, the index of the greatest score; its name is \(word)_classes[it]. */
    #ifndef \(upper)_H
    #define \(upper)_H

    #include <stdint.h>

    #ifdef __cplusplus
    extern "C" {
    #endif

    #define \(upper)_MAPS \(image.maps)
    #define \(upper)_ROWS \(image.rows)
    #define \(upper)_COLUMNS \(image.columns)
    #define \(upper)_PIXELS \(image.count)
    #define \(upper)_CLASSES \(model.classes.count)
    #define \(upper)_MEMORY \(memory)
    \(parts.definitions.map { "#define \(upper)_\($0)\n" }.joined())
    extern const char *const \(word)_classes[\(upper)_CLASSES];

    \(signature);

    #ifdef __cplusplus
    }
    #endif

    #endif

    """
  }

  /// The source.
  var source: String {
    let classes = model.classes.map { "    \(CText.literal($0))" }.joined(separator: ",\n")
    let sections =
      [
        "/* The network \(model.architecture.name), written by \(producer): see \(name).h. */\n#include \"\(name).h\"",
        "const char *const \(word)_classes[\(upper)_CLASSES] = {\n\(classes)\n};",
      ] + parts.constants + parts.functions + [classify]
    return sections.joined(separator: "\n\n") + "\n"
  }

  /// A place in the working memory that a step reads.
  private func pointer(_ place: Int, step: Int, isRead: Bool) -> String {
    let pointer = place == 0 ? "memory" : "memory + \(place)"
    guard !reads.isEmpty, reads[step] != parts.memoryType else { return pointer }
    return "(\(isRead ? "const " : "")\(reads[step]) *)(\(pointer))"
  }

  private var classify: String {
    var lines = parts.declarations + ["prepare(pixels, memory);"]
    var place = 0
    for (number, step) in steps.enumerated() {
      let isLast = number == steps.count - 1
      // What one step reads at the start, the next one reads at the end.
      let next = place == 0 ? memory - step.output.count : 0
      let target = isLast ? "scores" : pointer(next, step: number + 1, isRead: false)
      lines.append("layer_\(step.name)(\(pointer(place, step: number, isRead: true)), \(target));")
      place = next
    }
    return """
      \(signature)
      {
      \(CText.indented(lines + parts.ending + ["return best;"]).joined(separator: "\n"))
      }
      """
  }
}

extension Int {
  fileprivate var mapWords: String { self == 1 ? "one map" : "\(self) maps" }
}
