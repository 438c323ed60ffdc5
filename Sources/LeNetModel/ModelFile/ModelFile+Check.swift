extension ModelFile {
  /// Throws unless all parts fit each other and all numbers are valid in a file.
  func check() throws(ModelFileError) {
    let layout = parameters.layout
    do {
      try preparation.check(for: layout.input)
    } catch {
      throw ModelFileError(.badMetadata(key: "preparation", problem: "\(error)"))
    }
    do {
      try rejectionPolicy?.check()
    } catch {
      throw ModelFileError(.badMetadata(key: "reading", problem: "\(error)"))
    }
    try checkClasses()
    for tensor in layout.parameters {
      let values = parameters.values[tensor.range]
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw ModelFileError(
          .notFinite(tensor: tensor.name, index: index - tensor.offset, value: "\(values[index])"))
      }
      for range in tensor.absent {
        if let index = range.first(where: { values[tensor.offset + $0] != 0 }) {
          throw ModelFileError(.absentLink(tensor: tensor.name, index: index))
        }
      }
      // The square root of a negative variance would be NaN.
      if tensor.role == .runningVariance, let index = values.firstIndex(where: { $0 < 0 }) {
        throw ModelFileError(
          .negativeVariance(tensor: tensor.name, index: index - tensor.offset))
      }
    }
  }

  /// Throws if there is a tensor or a text that does not belong to a model.
  func checkExtras() throws(ModelFileError) {
    if extraMetadata[Self.checkpointKey] != nil { throw ModelFileError(.checkpoint) }
    if let tensor = extraTensors.first { throw ModelFileError(.unexpectedTensor(tensor.name)) }
    if let key = extraMetadata.keys.min() { throw ModelFileError(.unexpectedMetadata(key)) }
  }

  /// Throws unless there is a name for each output.
  package func checkClasses() throws(ModelFileError) {
    let outputs = parameters.layout.classes
    guard classes.count == outputs else {
      throw ModelFileError(.wrongClasses(expected: outputs, got: classes.count))
    }
  }
}
