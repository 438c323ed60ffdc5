import LeNetModel
import LeNetText

extension ONNXModel {
  /// The network of a model, with its tensors under their names in the model file.
  ///
  /// It takes prepared numbers called `input`; with a `preparation` it takes bytes called `pixels`, of that
  /// preparation's images. The scores are called `scores`. The metadata are those of the model file.
  init(
    _ model: ModelFile, producer: String, preparation: PlainPreparation? = nil
  ) throws(ExportError) {
    let shape = preparation?.image ?? model.architecture.input
    let input = Port(
      name: preparation == nil ? "input" : "pixels", isBytes: preparation != nil,
      sizes: [shape.maps, shape.rows, shape.columns])
    let output = Port(name: "scores", isBytes: false, sizes: [model.parameters.layout.classes])
    var graph = ONNXGraph(model.parameters, input: input.name)
    if let preparation { graph.add(preparation) }
    try graph.addLayers(output: output.name)
    var metadata = [
      Text(key: "architecture", value: model.architecture.json.text),
      Text(key: "classes", value: JSON.array(model.classes.map(JSON.string)).text),
      Text(key: "preparation", value: model.preparation.json.text),
    ]
    if let policy = model.rejectionPolicy {
      metadata.append(Text(key: "reading", value: policy.json.text))
    }
    if let training = model.training {
      metadata.append(Text(key: "training", value: training.json.text))
    }
    self.init(
      name: model.architecture.name, producer: producer, nodes: graph.nodes,
      constants: graph.constants, input: input, output: output, metadata: metadata)
  }
}
