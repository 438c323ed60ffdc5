package import LeNetModel

/// A model as files of another program.
///
/// The files are the same for the same model and options. `check(on:by:)` opens them again.
package struct ModelExport: Sendable {
  /// What the files of some formats depend on besides the model.
  package struct Options: Sendable {
    /// What the names of the files begin with.
    package var name: String
    /// The program and its version, for files that tell it.
    package var producer: String
    /// The shape of images as bytes, for files that prepare them.
    package var image: Shape
    /// Whether an ONNX network takes bytes and prepares them itself.
    package var takesBytes = false
    /// The numbers that a network in C computes with.
    package var numbers = CNumbers.float

    /// Options for images of a shape.
    package init(name: String, producer: String, image: Shape) {
      self.name = name
      self.producer = producer
      self.image = image
    }
  }

  /// The model.
  package let model: ModelFile
  /// The form of the files.
  package let format: ExportFormat
  /// The files, the one that other programs open first.
  package let files: [ExportedFile]
  /// The bytes that a network in C needs; nil for other formats.
  package let footprint: CFootprint?
  let preparation: PlainPreparation
  /// The network in C, if it is one.
  let network: CNetwork?

  /// Makes the files of a model; throws if the format has nothing that computes one of its layers.
  ///
  /// The images of `options` must fit the model's preparation.
  package init(
    _ model: ModelFile, to format: ExportFormat, options: Options
  ) throws(ExportError) {
    self.model = model
    self.format = format
    if format == .onnx || format == .c {
      try Self.check(options.image, for: model, format: format)
    }
    preparation = PlainPreparation(
      model.preparation, image: options.image, input: model.architecture.input)
    var (network, footprint): (CNetwork?, CFootprint?) = (nil, nil)
    switch format {
    case .npz:
      files = [ExportedFile(ending: format.ending, bytes: NumPyArchive.encoded(model.parameters))]
    case .pytorch:
      let module = PyTorchModule(
        model, file: options.name + format.ending, producer: options.producer)
      files = [
        ExportedFile(ending: format.ending, bytes: StateDictionary.encoded(model.parameters)),
        ExportedFile(ending: ".py", bytes: Array(module.text.utf8)),
      ]
    case .keras:
      let module = KerasModule(
        model, file: options.name + format.ending, producer: options.producer)
      files = [
        ExportedFile(ending: format.ending, bytes: KerasWeights.encoded(model.parameters)),
        ExportedFile(ending: ".py", bytes: Array(try module.text().utf8)),
      ]
    case .onnx:
      let graph = try ONNXModel(
        model, producer: options.producer, preparation: options.takesBytes ? preparation : nil)
      files = [ExportedFile(ending: format.ending, bytes: graph.encoded)]
    case .c:
      let made = try CNetwork(model, image: options.image, numbers: options.numbers)
      let source = made.source(name: options.name, producer: options.producer)
      files = [
        ExportedFile(ending: format.ending, bytes: Array(source.source.utf8)),
        ExportedFile(ending: ".h", bytes: Array(source.header.utf8)),
      ]
      (network, footprint) = (made, made.footprint(source))
    }
    (self.network, self.footprint) = (network, footprint)
  }

  /// Throws unless images of a shape can be prepared for the network.
  private static func check(
    _ image: Shape, for model: ModelFile, format: ExportFormat
  ) throws(ExportError) {
    let input = model.architecture.input
    let fits =
      switch model.preparation.resizeMode {
      case .none: image == input
      case .pad, .shrink: model.preparation.resizeMode.holds(image, in: input)
      case .resize: true
      }
    guard fits, image.maps == input.maps else {
      throw .image(image, network: input, format: format)
    }
  }
}
