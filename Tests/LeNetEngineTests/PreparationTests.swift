import LeNetEngine
import LeNetModel
import LeNetTestSupport
import Testing

struct PreparationCase: CustomTestStringConvertible, Sendable {
  let resizeMode: Preparation.ResizeMode
  let image: Shape
  let input: Shape

  var testDescription: String { "\(image) to \(input) by \(resizeMode)" }

  static let all: [PreparationCase] = [
    PreparationCase(resizeMode: .none, image: Shape(1, 5, 4), input: Shape(1, 5, 4)),
    PreparationCase(resizeMode: .none, image: Shape(3, 4, 6), input: Shape(3, 4, 6)),
    PreparationCase(resizeMode: .pad, image: Shape(1, 28, 28), input: Shape(1, 32, 32)),
    PreparationCase(resizeMode: .pad, image: Shape(2, 3, 4), input: Shape(2, 6, 4)),
    PreparationCase(resizeMode: .resize, image: Shape(1, 28, 28), input: Shape(1, 32, 32)),
    PreparationCase(resizeMode: .resize, image: Shape(3, 9, 7), input: Shape(3, 4, 20)),
    PreparationCase(resizeMode: .resize, image: Shape(1, 1, 1), input: Shape(1, 3, 2)),
    PreparationCase(resizeMode: .resize, image: Shape(1, 6, 5), input: Shape(1, 6, 5)),
    PreparationCase(resizeMode: .shrink, image: Shape(1, 28, 28), input: Shape(1, 28, 28)),
    PreparationCase(resizeMode: .shrink, image: Shape(2, 6, 9), input: Shape(2, 7, 8)),
  ]
}

@Suite("Images come to the network's input as the preparation says")
struct PreparationTests {
  /// A network that changes nothing answers with its input.
  @Test("by the formula", arguments: PreparationCase.all, InstructionSet.available)
  func formula(_ example: PreparationCase, _ instructions: InstructionSet) throws {
    let (image, input) = (example.image, example.input)
    let means = (0..<input.maps).map { 0.1 + 0.2 * Double($0) }
    let standardDeviations = (0..<input.maps).map { 0.5 - 0.1 * Double($0) }
    let engine = try CPUEngine<Double>(
      EngineConfiguration(
        layout: Architecture(name: "none", input: input, layers: ["flatten": .flatten]).layout(),
        preparation: Preparation(
          rows: input.rows, columns: input.columns, resizeMode: example.resizeMode, mean: means,
          standardDeviation: standardDeviations),
        imageShape: image, loss: .crossEntropy, threads: 1), instructions: instructions)
    let source = RandomImages(count: 11, shape: image, classes: 1, seed: 51)
    let answers = engine.evaluate(source).logits
    for position in 0..<source.count {
      var bytes = [UInt8](repeating: 0, count: image.count)
      var pixels = bytes.mutableSpan
      source.writePixels(of: position, into: &pixels)
      var place = position * input.count
      for map in 0..<input.maps {
        for row in 0..<input.rows {
          for column in 0..<input.columns {
            let byte = Self.pixel(example, row: row, column: column) { r, c in
              Double(bytes[(map * image.rows + r) * image.columns + c])
            }
            let expected = (byte / 255 - means[map]) / standardDeviations[map]
            #expect(
              abs(Double(answers[place]) - expected) < 1e-5,
              "image \(position), map \(map), row \(row), column \(column), seed 51")
            place += 1
          }
        }
      }
    }
  }

  /// What stands at a place of the input before normalization.
  private static func pixel(
    _ example: PreparationCase, row: Int, column: Int, at pixel: (Int, Int) -> Double
  ) -> Double {
    let (image, input) = (example.image, example.input)
    switch example.resizeMode {
    case .none: return pixel(row, column)
    case .pad:
      let r = row - (input.rows - image.rows) / 2
      let c = column - (input.columns - image.columns) / 2
      return 0..<image.rows ~= r && 0..<image.columns ~= c ? pixel(r, c) : 0
    case .resize: return resized(image, to: input, row: row, column: column, at: pixel)
    case .shrink:
      let padded = Shape(image.maps, (input.rows * 5 + 3) / 4, (input.columns * 5 + 3) / 4)
      return resized(padded, to: input, row: row, column: column) { r, c in
        let inner = (r - (padded.rows - image.rows) / 2, c - (padded.columns - image.columns) / 2)
        let isInside = 0..<image.rows ~= inner.0 && 0..<image.columns ~= inner.1
        return isInside ? pixel(inner.0, inner.1) : 0
      }
    }
  }

  private static func resized(
    _ image: Shape, to input: Shape, row: Int, column: Int, at pixel: (Int, Int) -> Double
  ) -> Double {
    // Centres of pixels at half numbers; beyond the outermost centres the edge goes on.
    let y = ((Double(row) + 0.5) * Double(image.rows) / Double(input.rows) - 0.5)
      .clamped(to: Double(image.rows - 1))
    let x = ((Double(column) + 0.5) * Double(image.columns) / Double(input.columns) - 0.5)
      .clamped(to: Double(image.columns - 1))
    let (r, c) = (Int(y), Int(x))
    let (below, right) = (min(r + 1, image.rows - 1), min(c + 1, image.columns - 1))
    let (down, across) = (y - Double(r), x - Double(c))
    return (pixel(r, c) * (1 - across) + pixel(r, right) * across) * (1 - down)
      + (pixel(below, c) * (1 - across) + pixel(below, right) * across) * down
  }
}

extension Double {
  fileprivate func clamped(to greatest: Double) -> Double { min(max(self, 0), greatest) }

  /// Inputs fill the border too, which images leave as it is.
  @Test("inputs without images between them leave nothing behind")
  func inputs() throws {
    let layout = try Architecture(
      name: "none", input: Shape(1, 8, 8), layers: ["flatten": .flatten]
    ).layout()
    let engine = try CPUEngine<Float>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: 8, columns: 8, resizeMode: .pad, mean: [0.5], standardDeviation: [0.25]),
        imageShape: Shape(1, 4, 4), loss: .crossEntropy, threads: 1))
    let images = RandomImages(count: 3, shape: Shape(1, 4, 4), classes: 64, seed: 4)
    let before = engine.evaluate(images).logits
    let numbers = (0..<5 * 64).map { Float($0) - 100 }
    #expect(engine.evaluate(inputs: numbers).logits == numbers)
    #expect(engine.evaluate(images).logits == before)
    #expect(before.contains(-2) && before.contains { $0 > -2 })
  }
}
