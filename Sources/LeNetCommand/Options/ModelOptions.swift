import ArgumentParser
import LeNet
import LeNetReading

/// The model of a drawing: the last argument, or the option of the same meaning.
struct ModelOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The model file, or the folder of a run. (default: the built-in model)", valueName: "model"),
    completion: .file(extensions: ["safetensors"]))
  var file: String?

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp("The same, instead of the last argument.", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var named: String?

  func validate() throws {
    if let file, let named {
      throw ValidationError("the model is given twice, as \(file) and --model \(named); give one")
    }
  }

  func load() throws -> ModelFile {
    try (file ?? named).map { try ModelFile.named($0) } ?? DigitReader.defaultModel
  }
}

/// A model, and the images of a data set on which its layers run.
struct LayerOptions: ParsableArguments {
  @OptionGroup var model: ModelOptions
  @OptionGroup var data: DataOptions

  func pictures() throws -> ActivityPictures {
    let model = try model.load()
    return try ActivityPictures(model, on: try data.load(.test, for: model.architecture.input))
  }
}

/// A model, and one image of a data set.
struct ImageOptions: ParsableArguments {
  @OptionGroup var layers: LayerOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Index of the image in the test split, counted from 0.", valueName: "n"))
  var image = 0

  func pictures() throws -> ActivityPictures {
    let pictures = try layers.pictures()
    guard 0..<pictures.dataset.count ~= image else {
      throw CommandFailure.wrongUse(
        "--image is \(image); expected a number from 0 to \(pictures.dataset.count - 1)")
    }
    return pictures
  }
}
