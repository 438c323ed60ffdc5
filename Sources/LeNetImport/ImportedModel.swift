import LeNetCatalog
import LeNetData
import LeNetFiles
package import LeNetModel
import LeNetText

/// A model of another program as a model of this one, with all that was guessed.
package struct ImportedModel: Sendable {
  package let model: ModelFile
  /// The reading that was taken.
  package let reading: Reading
  /// The readings that were tried, the best first; empty where nothing could be measured.
  package let tried: [TriedReading]
  /// Errors in MNIST's test images; nil where the network cannot read them.
  package let errors: Int?
  package let total: Int
  /// What was guessed and what is doubtful, each a sentence without its full stop.
  package fileprivate(set) var notes: [String]
  /// Why a person has to decide; nil where nothing is in doubt.
  package let question: String?
}

extension ImportedModel {
  /// Reads a file of another program and finds out what it does not say.
  package static func read(
    _ path: String, options: ImportOptions = ImportOptions()
  ) throws(ImportError) -> ImportedModel {
    let bytes: [UInt8]
    do {
      bytes = try FileReading.bytes(of: path, limit: FileContent.largestFile)
    } catch {
      throw .unreadable(error)
    }
    let content = try FileContent(reading: bytes, folder: folder(of: path))
    var found = try decided(content, options: options, name: name(of: path))
    guard options != ImportOptions(), let errors = found.errors else { return found }
    // An option must not make a worse network in silence.
    if let free = try? decided(content, options: ImportOptions(), name: name(of: path)),
      let least = free.errors, Double(least) <= mostErrors * Double(free.total),
      least + closeErrors < errors
    {
      found.notes.append(
        "without options only \(least) images are read wrong, as \(free.reading.words)")
    }
    return found
  }

  private static func decided(
    _ content: FileContent, options: ImportOptions, name: String
  ) throws(ImportError) -> ImportedModel {
    switch content {
    case .weights(let bag):
      let structures = try Structure.all(of: bag, options: options)
      return try decided(
        Reading.all(structures, options: options),
        notes: bag.hints.source.isEmpty
          ? [] : ["activations and pooling follow \(bag.hints.source), read as text"],
        options: options, name: name)
    case .steps(let list):
      let structure = Structure(input: list.input, steps: list.steps, words: "", cost: 0)
      return try decided(
        Reading.all([structure], options: options), notes: list.notes, options: options, name: name)
    }
  }

  /// The folder of a file.
  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A name for the network from the file's.
  private static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    let letters = last.prefix { $0 != "." }.map { character in
      character.isASCII && (character.isLetter || character.isNumber || character == "_")
        ? character : "-"
    }
    let name = String(letters.prefix(48))
    return name.first?.isLetter == true ? name : "import-\(name)"
  }

  private static func decided(
    _ readings: [Reading], notes: [String], options: ImportOptions, name: String
  ) throws(ImportError) -> ImportedModel {
    var notes = notes
    guard let usual = readings.first else { throw .noReading("no reading fits the options") }
    let model = try usual.model(name: name, classes: nil)
    let isUntrained = looksUntrained(usual.structure.steps)
    if isUntrained { notes.append("the weights look untrained: all are as small as first values") }
    let input = model.architecture.input
    guard input.maps == 1, model.classes.count == 10, input.rows >= 20, input.columns >= 20 else {
      return try unmeasured(
        usual, model, readings, notes: notes, options: options, isUntrained: isUntrained)
    }
    let (training, test): (Dataset, Dataset)
    do {
      (training, test) = (try .mnist(.training), try .mnist(.test))
    } catch {
      throw .noNetwork("\(error)")
    }
    let tried = try ReadingTrial(images: training).ranked(readings)
    let best = tried[0]
    let trial = ReadingTrial(images: test)
    let measured = try trial.tried(best.reading, count: test.count)
    let rate = Double(measured.errors) / Double(measured.total)
    // Images that it cannot read tell nothing of what is between its layers.
    guard rate <= mostErrors || tried.count == 1 else {
      let own = try trial.tried(usual, count: test.count)
      let isSettled = options.settles(usual.structure) || isUntrained
      if isSettled {
        notes.append(
          "it reads \(own.errors.grouped) of \(own.total.grouped) images of MNIST wrong: untrained, or "
            + "made for other images, such as Fashion-MNIST?"
        )
      }
      return ImportedModel(
        model: model, reading: usual, tried: tried, errors: own.errors, total: test.count,
        notes: notes,
        question: isSettled
          ? nil
          : "the best of \(readings.count) readings gets \(measured.errors.grouped) of \(measured.total.grouped) images of "
            + "MNIST wrong, so they do not tell its activations, pooling and preparation")
    }
    if rate > mostErrors {
      notes.append(
        "it reads \(measured.errors.grouped) of \(measured.total.grouped) images of MNIST wrong: ink inverted, not scaled, or "
          + "made for other images, such as Fashion-MNIST?")
    }
    var question: String?
    for rival in tried.dropFirst()
    where rival.isPlausible(beside: best) && rival.differing(from: best) > 40 {
      let other = try trial.tried(rival.reading, count: test.count)
      guard abs(other.errors - measured.errors) > closeErrors else { continue }
      question =
        "'\(rival.reading.words)' is as likely as '\(best.reading.words)', and they differ in "
        + "\(other.differing(from: measured)) of \(measured.total) images of MNIST"
      break
    }
    return ImportedModel(
      model: try best.reading.model(name: name, classes: nil), reading: best.reading, tried: tried,
      errors: measured.errors, total: test.count, notes: notes, question: question)
  }

  /// The share of errors above which images do not tell how a network is meant.
  private static let mostErrors = 0.2
  /// The difference of errors in 10,000 images that makes no difference.
  private static let closeErrors = 12

  /// A network that cannot read MNIST: nothing can be tried.
  private static func unmeasured(
    _ usual: Reading, _ model: ModelFile, _ readings: [Reading], notes: [String],
    options: ImportOptions, isUntrained: Bool
  ) throws(ImportError) -> ImportedModel {
    let input = model.architecture.input
    var question: String?
    if readings.count > 1, !isUntrained, !options.settles(usual.structure) {
      let known = Architecture.all.first { $0 == model.architecture }?.name
      question =
        "it takes \(input) and gives \(model.classes.count) classes, so MNIST cannot tell its "
        + "activations, pooling and preparation"
        + (known.map { " (its shapes are those of \($0))" } ?? "")
    }
    return ImportedModel(
      model: model, reading: usual, tried: [], errors: nil, total: 0, notes: notes,
      question: question)
  }

  /// Whether all weights are as small as first values are: at most 1.05 by the root of the inputs.
  static func looksUntrained(_ steps: [Step]) -> Bool {
    var hasWeights = false
    for step in steps {
      let (weights, inputs): ([Float], Int)
      switch step {
      case .convolution(let kernel, _, _):
        (weights, inputs) = (kernel.weights, kernel.inputs * kernel.side * kernel.side)
      case .dense(let connection): (weights, inputs) = (connection.weights, connection.inputs)
      default: continue
      }
      hasWeights = true
      let largest = weights.reduce(Float(0)) { max($0, abs($1)) }
      if Double(largest) * Double(inputs).squareRoot() > 1.05 { return false }
    }
    return hasWeights
  }
}
