package import LeNetModel

extension ComputeDevice {
  /// Makes an engine with a model's parameters that answers images of a shape.
  ///
  /// `resizeMode` replaces the model's own; `data` names the images in
  /// errors. Throws if images and network do not fit.
  package func makeEngine(
    for model: ModelFile, images: Shape, resizeMode: Preparation.ResizeMode? = nil,
    loss: Loss = .crossEntropy,
    threads: Int, data: String
  ) throws(FittingError) -> any Engine<Float> {
    var preparation = model.preparation
    preparation.resizeMode = resizeMode ?? preparation.resizeMode
    let architecture = try model.architecture.fitting(
      images: images, resizeMode: preparation.resizeMode, data: data)
    preparation.rows = architecture.input.rows
    preparation.columns = architecture.input.columns
    let layout: NetworkLayout
    do throws(ArchitectureError) {
      layout = try architecture.layout()
    } catch {
      throw .architecture(error)
    }
    let engine: any Engine<Float>
    do throws(EngineError) {
      engine = try makeEngine(
        EngineConfiguration(
          layout: layout, preparation: preparation, imageShape: images, loss: loss,
          threads: threads))
    } catch {
      throw .engine(error)
    }
    engine.parameters = model.parameters.values
    return engine
  }
}
