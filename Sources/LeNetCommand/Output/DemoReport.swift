import LeNet
import LeNetEvaluation
import LeNetText

/// The demonstration's output after training: accuracies, digits with answers, next commands.
struct DemoReport {
  private let test: Evaluation
  private let images: Dataset
  private let model: String?

  init(test: Evaluation, images: Dataset, model: String?) {
    self.test = test
    self.images = images
    self.model = model
  }

  func lines(on terminal: Terminal) -> [String] {
    var lines = [""]
    lines += EvaluationReport(test, perClass: true, confusion: false).classLines()
    lines += digits(title: "Read right:", areRight: true, on: terminal)
    lines += digits(title: "Read wrong:", areRight: false, on: terminal)
    return lines + [""] + suggestions
  }

  /// MNIST centres its digits of 20x20 in 28x28, so two pixels at each side can go.
  private static let border = 2
  private static let gap = 2
  private static let most = 6

  /// One row of digits, as many as fit into the terminal.
  private func digits(title: String, areRight: Bool, on terminal: Terminal) -> [String] {
    let width = images.shape.columns - 2 * Self.border + Self.gap
    let count = max(1, min(Self.most, (terminal.columns + Self.gap) / width))
    let positions = test.predictions.indices.filter {
      (test.predictions[$0] == Int(images.labels[$0])) == areRight
    }
    guard !positions.isEmpty else { return [] }
    let gallery = DigitGallery(items: positions.prefix(count).map(item))
    return ["", terminal.paint(title, .bold), ""] + gallery.lines(on: terminal)
  }

  private func item(_ position: Int) -> DigitGallery.Item {
    let truth = Int(images.labels[position])
    let answer = test.predictions[position]
    let scores = test.scores(of: position)
    let confidence = NumberText.confidence(Double(scores[scores.startIndex + answer]))
    let caption =
      truth == answer
      ? "\(test.classes[truth]) (\(confidence))"
      : "\(test.classes[truth]) read as \(test.classes[answer]) (\(confidence))"
    return DigitGallery.Item(
      drawing: drawing(position), caption: caption, colour: truth == answer ? .green : .red)
  }

  private func drawing(_ position: Int) -> DigitDrawing {
    let (rows, columns) = (images.shape.rows, images.shape.columns)
    let pixels = images.pixels(of: position).prefix(rows * columns)
    return DigitDrawing(rows: rows, columns: columns, pixels: Array(pixels))
      .cropped(border: Self.border)
  }

  private var suggestions: [String] {
    let keep =
      model.map {
        ["  lenet evaluate \(ShellWord.quoted($0)) --confusion   which digits it mixes up"]
      } ?? [
        "  lenet train                     train longer and keep the model",
        "  lenet evaluate MODEL            measure that model: errors, classes, confusion",
      ]
    return ["Try next:"] + keep + [
      "  lenet predict photo.jpg         read a digit of your own",
      "  lenet summary lenet5-pytorch    the network, layer by layer",
      "  lenet list recipes              other networks, trained as well-known texts do",
      "  lenet train --help              every value can be changed",
    ]
  }
}
