import Foundation
import LeNetData
import LeNetGraphics
import LeNetModel
import LeNetDrawing
import LeNetTraining
import Testing

@Suite("Pictures of a network at work")
struct ActivityPicturesTests {
  private static func pictures(
    of architecture: Architecture, classes: [String]
  ) throws -> ActivityPictures {
    let input = architecture.input
    let model = ModelFile(
      preparation: Preparation(
        rows: input.rows, columns: input.columns, resizeMode: .none,
        mean: Array(repeating: 0.3, count: input.maps),
        standardDeviation: Array(repeating: 0.4, count: input.maps)),
      classes: classes, training: nil,
      parameters: Initialization.pytorch.parameters(
        for: try architecture.layout(), seed: 1))
    let dataset = try Dataset(
      name: "data", shape: input,
      images: (0..<2 * input.count).map { UInt8(truncatingIfNeeded: $0 / 97 * 31) },
      labels: [7, 1], classes: classes)
    return try ActivityPictures(model, on: dataset)
  }

  private static let digits = (0..<10).map { "\($0)" }

  @Test(
    "A moved image has its colours",
    arguments: [(Architecture.leNet5CIFAR10, true), (.leNet5PyTorch, false)])
  func colours(architecture: Architecture, isColour: Bool) throws {
    let svg = try Self.pictures(of: architecture, classes: Self.digits).invariance(of: 0).svg
    let inputs = svg.split(separator: "\n").filter {
      $0.hasPrefix("<image") && $0.contains(" width=\"64\"")
    }
    #expect(inputs.count == 21)
    for input in inputs {
      let text = input.components(separatedBy: "base64,")[1].prefix { $0 != "\"" }
      let bytes = [UInt8](try #require(Data(base64Encoded: String(text))))
      // The colour type of the PNG's header.
      #expect(bytes[25] == (isColour ? 2 : 0))
    }
  }

  @Test("An image has its number and its class, an answer says what its numbers are")
  func words() throws {
    let network = try Self.pictures(of: .leNet5PyTorch, classes: Self.digits)
    #expect(network.title(of: 0) == "lenet5-pytorch, image 0 (class 7)")
    let answer =
      #/lenet5-pytorch, image 0 \(class 7\): answer . \(logit -?[0-9.]+\), then . \(logit .*\)/#
    #expect(network.layers(of: 0).text.wholeMatch(of: answer) != nil)
    let paper = try Self.pictures(of: .leNet51998, classes: Self.digits)
    #expect(paper.layers(of: 0).text.contains(" (distance "))
    #expect(SVGCheck(paper.invariance(of: 0).svg).texts[1].hasSuffix("with their distances"))
  }

  @Test("The sums of the input maps are added up in words")
  func sums() throws {
    let unit = try Self.pictures(of: .leNet5CIFAR10, classes: Self.digits)
      .unit(of: 0, layer: "C1", map: 0, row: 3, column: 3)
    let step = try #require(unit.arithmetic.steps.first { $0.contains("other input maps") })
    let pattern =
      #/added to the sums of the other input maps: .+ \(map 0\) \+ .+ \(map 1\) \+ .+ \(map 2\) = [-0-9.]+/#
    #expect(step.wholeMatch(of: pattern) != nil, "\(step)")
  }

  @Test("Long names of classes stay in their cells")
  func longNames() throws {
    let name = "a name of forty characters, with a comma"
    let classes = (0..<10).map { "\($0) \(name)" }
    let pictures = try Self.pictures(of: .leNet5PyTorch, classes: classes)
    let check = SVGCheck(pictures.invariance(of: 0).svg)
    #expect(check.defects.isEmpty, "\(check.defects)")
    for text in check.texts.dropFirst(2) { #expect(Drawing.width(of: text, size: 11) <= 86) }
    #expect(SVGCheck(pictures.activity(of: 0).svg).defects.isEmpty)
  }
}
