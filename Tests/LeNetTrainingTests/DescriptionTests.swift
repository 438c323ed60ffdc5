import LeNet
import LeNetCatalog
import LeNetEvaluation
import Testing

@Suite("Values in one line")
struct DescriptionTests {
  @Test("Data")
  func data() throws {
    let data = try TinyData.splits()
    #expect("\(data.training)" == "tiny: 53 images of 1x8x8, 3 classes")
    #expect("\(data)" == "tiny: 53 training images and 31 test images of 1x8x8, 3 classes")
    #expect("\(DatasetBatch(data.training, range: 0..<20))" == "20 images of tiny")
    let distorted = DatasetBatch(
      data.training, range: 0..<1, distortion: AffineDistortion(shift: 1))
    #expect("\(distorted)" == "1 image of tiny, distorted")
  }

  @Test("Networks and models")
  func models() throws {
    var model = try ModelFile(untrained: .leNet5PyTorch)
    let layout = "lenet5-pytorch: 8 layers, input 1x32x32, 61,706 parameters, 10 classes"
    #expect("\(model.parameters.layout)" == layout)
    #expect("\(model)" == layout + "; no training recorded")
    #expect("\(model.parameters)" == "the 61,706 parameters of lenet5-pytorch")
    model.training = TrainingRecord(
      recipe: "pytorch", settings: .object([:]), dataset: "mnist", sha256: [:], seed: 3,
      instructions: "base", version: "1", epochs: 1, steps: 938)
    #expect("\(model)" == layout + "; trained on mnist with recipe pytorch, seed 3, 1 epoch")
  }

  @Test(
    "Layers",
    arguments: [
      (
        Layer.convolution(maps: 6, kernel: 5, stride: 2, padding: 2, activation: .relu),
        "convolution, 6 maps, kernel 5x5, stride 2, padding 2, relu"
      ),
      (
        .convolution(maps: 16, kernel: 5, connections: .table1),
        "convolution, 16 maps, kernel 5x5, 60 links"
      ),
      (.maxPooling(window: 2), "max pooling, window 2x2"),
      (.averagePooling(window: 3, stride: 2), "average pooling, window 3x3, stride 2"),
      (.adaptiveMaxPooling(rows: 4, columns: 3), "adaptive max pooling to 4x3"),
      (.globalAveragePooling, "global average pooling"),
      (.subsampling(window: 2, activation: .tanh), "subsampling, window 2x2, tanh"),
      (.flatten, "flatten"), (.fullyConnected(units: 84), "full connection, 84 units"),
      (.radialBasis(), "radial basis, fixed prototypes"),
      (.batchNormalization(activation: .relu), "batch normalization, relu"),
      (.dropout(rate: 0.5), "dropout 0.5"),
    ] as [(Layer, String)])
  func layers(layer: Layer, text: String) {
    #expect("\(layer)" == text)
  }

  @Test("Evaluations and answers")
  func evaluations() throws {
    let wrong = 33
    let evaluation = Evaluation(
      lossSum: 112.4, predictions: (0..<400).map { $0 < wrong ? 1 : 0 },
      labels: [Int](repeating: 0, count: 400), scores: [], logits: [], classes: ["a", "b"],
      seconds: 1)
    #expect("\(evaluation)" == "33 errors of 400 (91.75 %), loss 0.28")
    let evaluator = Evaluator(model: try ModelFile(untrained: .leNetCaffe))
    let answers = try evaluator.answers(to: [Float](repeating: 0, count: 784))
    #expect("\(answers)" == "1 answer: class \(answers.predictions[0])")
    let many = try evaluator.answers(to: [Float](repeating: 0, count: 9 * 784))
    let list = many.predictions.prefix(8).map(String.init).joined(separator: ", ")
    #expect("\(many)" == "9 answers: classes \(list) and others")
  }

  @Test("Recipes, and what contains one")
  func recipes() {
    let text =
      "tiny: tiny, adamw, betas 0.9 and 0.999, epsilon 1e-08, weight decay 0.01, learning rate 0.01, "
      + "schedule one cycle, warm-up fraction 0.3, div factor 25.0, final div factor 10000.0, batches of "
      + "8 images, 3 epochs"
    #expect("\(TinyData.recipe)" == text)
    #expect("\([TinyData.recipe])" == "[\(text)]")
  }

  @Test("The events of a run and its outcome have one line each")
  func events() throws {
    var lines: [String] = []
    let run = try TrainingRun(recipe: TinyData.recipe, data: TinyData.splits())
    let outcome = try run.run(onEvent: { lines.append("\($0)") })
    #expect(lines.allSatisfy { !$0.contains("\n") && $0.count < 120 }, "\(lines)")
    #expect(
      lines.contains { $0.hasPrefix("epoch 3: loss ") && $0.contains(", validation accuracy ") })
    guard case .finished(let result) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect("\(outcome)" == "finished: \(result.test), kept epoch \(result.keptEpoch)")
    #expect(lines.last == "done: \(result)")
    let interrupted = try run.run(shouldStop: { true })
    #expect("\(interrupted)" == "interrupted in epoch 1 after step 0")
  }
}
