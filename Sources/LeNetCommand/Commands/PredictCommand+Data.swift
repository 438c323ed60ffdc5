import LeNet
import LeNetData
import LeNetEvaluation
import LeNetFiles
import LeNetReading
import LeNetText

extension PredictCommand {
  /// Answers the images of a data set, if that is what is named; false for pictures.
  func answerData(by model: ModelFile) throws -> Bool {
    if let missing = pictures.first(where: Self.isMissingData) {
      throw CommandFailure.wrongUse(
        "the data file \(missing) does not exist\(RunFolderName.suggestion(for: missing))")
    }
    let sources = try pictures.map { path in try DataSource.ofImages(path) }
    guard let found = sources.first(where: { $0 != nil }), var source = found else {
      guard files.arguments.isEmpty else {
        throw CommandFailure.wrongUse(
          "\(files.arguments[0]) is for data sets, and \(pictures[0]) is none; leave the option out"
        )
      }
      return false
    }
    guard pictures.count == 1 else {
      throw CommandFailure.wrongUse(
        "\(source.path) is a data set; name it alone, or only pictures")
    }
    guard explain == nil, preparation == nil, coverage == nil, page == 1 else {
      throw CommandFailure.wrongUse(
        "--explain, --preparation, --coverage and --page are for pictures, and \(pictures[0]) is a data set; leave them out"
      )
    }
    source.reading = files.reading
    // A table that cannot be written is told before the work.
    let table = try csv.map { path in try LineFile(path) }
    let data = try source.unlabelled()
    for note in data.notes { OutputStream.error.remark("\(pictures[0]): \(note)") }
    let (fitted, note) = Self.fitted(model, to: data.shape)
    if let note { OutputStream.error.remark("\(pictures[0]): \(note)") }
    let evaluator = Evaluator(
      model: fitted, threads: threads ?? Machine.cores, device: device.computeDevice())
    try DataAnswers(data, model: fitted, by: evaluator).write(
      table: table, kaggle: kaggle, json: output.json)
    return true
  }

  /// Whether nothing is at a path whose name is that of a data file.
  private static func isMissingData(_ path: String) -> Bool {
    PathKind(path) == .nothing && DataSource.isDataName(path)
  }

  /// The model with a way to take images of another size, and a note on it.
  private static func fitted(_ model: ModelFile, to shape: Shape) -> (ModelFile, String?) {
    let input = model.architecture.input
    guard model.preparation.resizeMode == .none, shape != input, shape.maps == input.maps else {
      return (model, nil)
    }
    var fitted = model
    let gaps = [input.rows - shape.rows, input.columns - shape.columns]
    // MNIST's digits take 20 of 28 pixels, so images of nearly the size of the input get a margin.
    let isPadded = gaps.allSatisfy { 0...8 ~= $0 }
    fitted.preparation.resizeMode = isPadded ? .pad : .resize
    return (
      fitted,
      "the images are \(shape.rows) x \(shape.columns), \(isPadded ? "padded" : "resized") to the "
        + "\(input.rows) x \(input.columns) of the model"
    )
  }
}

/// The answers of a model for the images of a data set, with or without labels.
struct DataAnswers {
  private let data: UnlabelledData
  private let classes: [String]
  private let answers: Answers

  /// Lets a model answer all images.
  init(_ data: UnlabelledData, model: ModelFile, by evaluator: Evaluator) throws {
    self.data = data
    classes = model.classes
    answers = try evaluator.answers(to: data.images, shape: data.shape)
  }

  /// The class of an answer: the likeliest one that is not the reader's class of what is none.
  private func answer(_ image: Int) -> Int {
    let scores = answers.scores[image]
    let choices = scores.indices.filter { classes[$0] != DecisionRule.otherClass }
    return choices.max { scores[$0] < scores[$1] } ?? answers.predictions[image]
  }

  /// Prints the answers, or writes them into a table.
  func write(table: LineFile?, kaggle: Bool, json: Bool) throws {
    guard let table else {
      for image in 0..<data.count {
        if json {
          try OutputStream.standard.writeJSON(object(image))
        } else {
          let score = Double(answers.scores[image][answer(image)])
          try OutputStream.standard.writeLines([
            "\(name(image)): \(classes[answer(image)])  \(NumberText.confidence(score))"
          ])
        }
      }
      return
    }
    let heads = ["index", "answer", "confidence"] + classes.map { "score \($0)" }
    try table.write((kaggle ? KaggleTable.heads : heads).map(CSVText.field).joined(separator: ","))
    for image in 0..<data.count {
      let scores = answers.scores[image]
      let label = classes[answer(image)]
      let cells = [name(image), label, "\(scores[answer(image)])"] + scores.map { "\($0)" }
      try table.write(
        kaggle
          ? KaggleTable.row(data.ids?[image] ?? "\(image + 1)", label)
          : cells.map(CSVText.field).joined(separator: ","))
    }
    try table.synchronize()
    OutputStream.error.note("\(data.count.of("image")) of \(data.shape) answered")
  }

  /// What the file calls an image; else its number, counted from 0.
  private func name(_ image: Int) -> String { data.ids?[image] ?? "\(image)" }

  private func object(_ image: Int) -> JSON {
    let scores = answers.scores[image]
    return .object([
      "index": .integer(image), "id": data.ids.map { .string($0[image]) } ?? .null,
      "label": .string(classes[answer(image)]), "class": .integer(answer(image)),
      "confidence": JSON(Double(scores[answer(image)])),
      "scores": .array(scores.map { JSON(Double($0)) }),
    ])
  }
}
