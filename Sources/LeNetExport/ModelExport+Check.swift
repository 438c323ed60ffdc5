package import LeNetData
import LeNetEngine
package import LeNetEvaluation
import LeNetModel

extension ModelExport {
  /// Reads the files back, runs what they hold on all images of a data set, and compares its scores with the model's.
  ///
  /// Throws if the files cannot be read back, a number in them is not the model's, or the model cannot answer the
  /// images.
  package func check(on dataset: Dataset, by evaluator: Evaluator) throws(ExportError)
    -> ExportCheck
  {
    let images = UnlabelledImages(pixels: dataset.images, shape: dataset.shape)
    let engine = try Self.engine(evaluator, dataset)
    let result = engine.evaluate(images)
    if let parameters = try readParameters() { engine.parameters = parameters }
    let scores: [Double]
    switch format {
    case .npz, .pytorch, .keras: scores = engine.evaluate(images).logits.map(Double.init)
    case .onnx: scores = try onnxScores(of: dataset)
    case .c: scores = try scaledScores(of: dataset)
    }
    return ExportCheck(
      model: givesProbabilities ? result.scores : result.logits, export: scores,
      classes: model.classes.count, labels: dataset.numbered(by: model.classes)?.labels)
  }

  /// Whether the scores of the export are probabilities.
  private var givesProbabilities: Bool {
    guard model.architecture.layers.last?.layer.activation == .softmax else { return false }
    switch (format, network) {
    case (.onnx, _), (.c, .float?): return true
    case (.npz, _), (.pytorch, _), (.keras, _), (.c, _): return false
    }
  }

  /// The model ready to answer the images of a data set.
  private static func engine(
    _ evaluator: Evaluator, _ dataset: Dataset
  ) throws(ExportError) -> any Engine<Float> {
    do throws(EvaluationError) {
      return try evaluator.engine(for: dataset.shape, data: dataset.name)
    } catch {
      throw .evaluation(error)
    }
  }

  /// The numbers in the files, in the order of the model's arena; throws unless they are the model's, bit for bit.
  ///
  /// Nil for whole numbers in C, which are others.
  package func readParameters() throws(ExportError) -> [Float]? {
    let tensors: [String: ReadTensor]
    switch format {
    case .npz: tensors = try NumPyArchive.read(files[0].bytes)
    case .pytorch: tensors = try StateDictionary.read(files[0].bytes)
    case .keras:
      tensors = try KerasWeights.read(files[0].bytes, for: model.parameters.layout)
    case .onnx: tensors = try readONNX().tensors
    case .c:
      guard case .float(let network)? = network else { return nil }
      tensors = network.tensors(in: source)
    }
    var parameters = model.parameters
    for tensor in model.parameters.layout.parameters {
      // In C a normalization is a factor and an offset.
      if format == .c, tensor.role.isNormalizing { continue }
      let own = model.parameters.values[tensor.range]
      guard let found = tensors[tensor.name], found.sizes == tensor.shape,
        zip(found.values, own).allSatisfy({ $0.bitPattern == $1.bitPattern })
      else { throw .otherNumbers(format: format, tensor: tensor.name) }
      parameters.values.replaceSubrange(tensor.range, with: found.values)
    }
    return parameters.values
  }

  private func readONNX() throws(ExportError) -> ONNXModel {
    guard let network = ONNXModel(reading: files[0].bytes) else {
      throw .damaged(format: format, problem: "it is not the network that was written")
    }
    return network
  }

  private func onnxScores(of dataset: Dataset) throws(ExportError) -> [Double] {
    let network = try readONNX()
    let run = ONNXRun(network)
    var scores: [Double] = []
    for images in dataset.blocks {
      let inputs = images.map {
        network.input.isBytes ? $0.map(Float.init) : preparation.input(of: $0)
      }
      do throws(ONNXRun.Refusal) {
        scores += try run.outputs(for: inputs).joined().map(Double.init)
      } catch {
        throw .damaged(format: format, problem: error.problem)
      }
    }
    return scores
  }

  private var source: String { String(decoding: files[0].bytes, as: UTF8.self) }

  /// The scores of the network in C as its function gives them, `[image][class]`; traps in other formats.
  package func scoresInC(of dataset: Dataset) throws(ExportError) -> [Double] {
    var scores: [[Double]] = []
    switch network {
    case .float(let network)?:
      let run = network.run(of: source)
      for images in dataset.blocks {
        guard let block = run.scores(of: images) else { throw lacksConstants }
        scores += block.map { $0.map(Double.init) }
      }
    case .integer(let network)?:
      guard let run = network.run(of: source) else { throw lacksConstants }
      for images in dataset.blocks {
        scores += run.scores(of: images).map { $0.map(Double.init) }
      }
    case nil: preconditionFailure("\(format.rawValue) is not in C")
    }
    return Array(scores.joined())
  }

  private var lacksConstants: ExportError {
    .damaged(format: format, problem: "a constant is missing in the source")
  }

  /// The scores of the network in C, brought to the scale of the model's.
  private func scaledScores(of dataset: Dataset) throws(ExportError) -> [Double] {
    let scores = try scoresInC(of: dataset)
    guard case .integer(let network)? = network else { return scores }
    return scores.map {
      CIntegerTable.value(network.lastActivation, at: $0 * network.scoreScale)
    }
  }
}

extension ParameterLayout.Role {
  /// Whether it belongs to a batch normalization.
  fileprivate var isNormalizing: Bool {
    switch self {
    case .scale, .shift, .runningMean, .runningVariance: true
    case .weight, .bias, .coefficient, .prototype, .trainedPrototype: false
    }
  }
}

extension Dataset {
  /// The bytes of all images, sixteen at a time.
  fileprivate var blocks: [[ArraySlice<UInt8>]] {
    stride(from: 0, to: count, by: LaneValues.Lanes.scalarCount).map { first in
      (first..<min(first + LaneValues.Lanes.scalarCount, count)).map {
        images[$0 * shape.count..<($0 + 1) * shape.count]
      }
    }
  }
}

extension ONNXModel {
  /// The constants of 32-bit numbers by name; sizes of 1 at the end, which ONNX needs for maps, are left out.
  var tensors: [String: ReadTensor] {
    var tensors: [String: ReadTensor] = [:]
    for constant in constants {
      guard case .floats(let values) = constant.numbers else { continue }
      var sizes = constant.sizes
      if sizes.count == 3, sizes[1...] == [1, 1] { sizes = [sizes[0]] }
      tensors[constant.name] = ReadTensor(sizes: sizes, values: values)
    }
    return tensors
  }
}
