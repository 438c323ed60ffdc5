import ArgumentParser
import LeNet
import LeNetDrawing
import LeNetEvaluation
import LeNetText

extension ShowCommand {
  struct Confusion: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The confusion matrix of a model, with rates.",
      discussion: """
        Recall is the share of a class's images with the right answer, precision the
        share of an answer's images that belong to that class.
        """)
    @OptionGroup var measured: MeasuredOptions
    @OptionGroup var picture: PictureOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
      let measurement = try measured.measure()
      let (evaluation, subject) = (measurement.evaluation, measurement.subject)
      let report = ConfusionReport(evaluation, subject: subject)
      try picture.write(.confusion(of: evaluation, subject: subject), as: format) {
        report.json
      } or: {
        report.lines(on: $0)
      }
    }
  }

  struct Errors: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "The images that a model or committee misclassifies, the most confident first.",
      discussion: """
        Each has its index, counted from 0, as in 'lenet show activity --image' and
        'lenet evaluate --answers'.
        """)
    @OptionGroup var measured: MeasuredOptions

    @Flag(help: "Show the least confident answers first.")
    var leastSure = false

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Largest number of images. (default: 500; in the terminal 24)", valueName: "n"))
    var limit: Int?

    @OptionGroup var picture: PictureOptions

    func validate() throws {
      try refuse(limit, "--limit", unlessIn: 1...10_000)
    }

    func run() throws {
      let measurement = try measured.measure()
      let (evaluation, split) = (measurement.evaluation, measurement.split)
      try picture.write(
        .errors(
          of: evaluation, on: split.dataset, index: split.index, leastSureFirst: leastSure,
          limit: limit ?? 500)
      ) { terminal in
        lines(evaluation, split, measurement.subject, on: terminal)
      }
    }

    private func lines(
      _ evaluation: Evaluation, _ split: EvaluatedSplit, _ subject: String, on terminal: Terminal
    ) -> [String] {
      let wrong = evaluation.misreadImages(leastSureFirst: leastSure)
      let items = wrong.prefix(limit ?? 24).map { misread in
        let image = split.index(misread.position)
        let (truth, answer) = (misread.truth.shortened(to: 24), misread.answer.shortened(to: 24))
        let confidence = NumberText.confidence(misread.confidence)
        return DigitGallery.Item(
          drawing: DigitDrawing(image: image, of: split.dataset).cropped(border: 2),
          caption: "\(image): \(truth) read as \(answer), \(confidence)".visible,
          colour: .red)
      }
      let count =
        "\(wrong.count.grouped) of \(evaluation.count.of("image")) read wrong"
      let order = leastSure ? "the least sure first" : "the surest first"
      return ["\(subject): \(count)\(items.isEmpty ? "" : ", \(order)")".visible]
        + (items.isEmpty ? [] : [""]) + DigitGallery(items: Array(items)).lines(on: terminal)
    }
  }
}
