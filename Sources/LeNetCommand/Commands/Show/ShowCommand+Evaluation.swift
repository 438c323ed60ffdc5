import ArgumentParser
import LeNet
import LeNetPictures

extension ShowCommand {
  /// Models and the images that they are measured on.
  struct MeasuredOptions: ParsableArguments {
    @Argument(
      help: "The model file; of several, the outputs are added.",
      completion: .file(extensions: ["safetensors"]))
    var models: [String]

    @OptionGroup var data: DataOptions

    @Option(help: ArgumentHelp("Which images are measured.", valueName: "part"))
    var part = EvaluatedPart.Name.test

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Images that were split off for validation. (default: as the model was trained)",
        valueName: "n"))
    var validation: Int?

    func validate() throws {
      try refuse(validation, "--validation", unlessIn: 0...100_000_000)
    }

    /// The answers, the images, and both in words.
    func measure() throws -> (evaluation: Evaluation, part: EvaluatedPart, subject: String) {
      let models = try models.map { try ModelFile.read($0) }
      guard
        part == .test || validation != nil
          || Set(models.map { $0.training?.validation }).count == 1
      else {
        throw CommandFailure.wrongUse(
          "The models were trained with different validation parts: show the test part, or say "
            + "with --validation how to split.")
      }
      let part = try EvaluatedPart(part, of: data, validation: validation, model: models[0])
      let members = try models.map {
        try Evaluator(model: $0).evaluate(part.dataset, indices: part.indices)
      }
      let names = models.map(\.architecture.name).joined(separator: " + ")
      return (
        members.count == 1 ? members[0] : Evaluation(committee: members) ?? members[0], part,
        "\(names) on \(part.dataset.name), \(part.name.rawValue) part"
      )
    }
  }

  struct Confusion: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How often a model reads each class as each other, with rates.",
      discussion: """
        Recall is the share of a class's images that is read right, precision the
        share of an answer's images that are of that class.
        """)
    @OptionGroup var measured: MeasuredOptions
    @OptionGroup var picture: PictureOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
      let (evaluation, _, subject) = try measured.measure()
      let report = ConfusionReport(evaluation, subject: subject)
      guard format.json else {
        return try picture.write(.confusion(of: evaluation, subject: subject)) { _ in
          report.lines
        }
      }
      if let path = picture.output {
        try PictureFile(path: path)?.write(.confusion(of: evaluation, subject: subject))
      }
      try OutputStream.standard.writeLine(report.json.text)
    }
  }

  struct Errors: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The images that a model, or a committee of several, reads wrong, the surest first."
    )
    @OptionGroup var measured: MeasuredOptions

    @Flag(help: "The least sure answers first instead of the surest.")
    var leastSure = false

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Show at most this many. (default: 500; in the terminal 24)", valueName: "n"))
    var limit: Int?

    @OptionGroup var picture: PictureOptions

    func validate() throws {
      try refuse(limit, "--limit", unlessIn: 1...10_000)
    }

    func run() throws {
      let (evaluation, part, subject) = try measured.measure()
      try picture.write(
        .errors(
          of: evaluation, on: part.dataset, index: part.index, leastSureFirst: leastSure,
          limit: limit ?? 500)
      ) { terminal in
        lines(evaluation, part, subject, on: terminal)
      }
    }

    private func lines(
      _ evaluation: Evaluation, _ part: EvaluatedPart, _ subject: String, on terminal: Terminal
    ) -> [String] {
      let positions = evaluation.errorPositions(leastSureFirst: leastSure)
      let items = positions.prefix(limit ?? 24).map { position in
        let truth = evaluation.classes[evaluation.labels[position]]
        let answer = evaluation.classes[evaluation.predictions[position]]
        let confidence = evaluation.confidence(of: position).percent
        return DigitGallery.Item(
          drawing: DigitDrawing(image: part.index(position), of: part.dataset).cropped(border: 2),
          caption: VisibleText.of("\(truth) read as \(answer) (\(confidence))"), colour: .red)
      }
      let count =
        "\(NumberText.grouped(positions.count)) of \(NumberText.grouped(evaluation.total)) images "
        + "read wrong"
      let order = leastSure ? "the least sure first" : "the surest first"
      return [VisibleText.of("\(subject): \(count)\(items.isEmpty ? "" : ", \(order)")")]
        + (items.isEmpty ? [] : [""]) + DigitGallery(items: Array(items)).lines(on: terminal)
    }
  }
}
