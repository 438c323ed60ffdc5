import LeNetText

extension ModelFile {
  /// The bytes of the file, the same for the same model.
  ///
  /// Throws if the model could not be read back: weights that are not finite, absent links
  /// that are not 0, names that clash, classes or preparation that do not fit the network.
  public func encoded() throws(ModelFileError) -> [UInt8] {
    try check()
    let tensors = parameters.layout.parameters.map { tensor in
      Safetensors.Tensor(
        name: tensor.name, shape: tensor.shape, values: Array(parameters.values[tensor.range]))
    }
    var names = Set(tensors.map(\.name) + [Safetensors.metadataKey])
    for tensor in extraTensors where !names.insert(tensor.name).inserted {
      throw ModelFileError(.repeatedName(tensor.name))
    }
    if let key = extraMetadata.keys.filter(Self.keys.contains).min() {
      throw ModelFileError(.repeatedName(key))
    }
    var metadata = extraMetadata
    metadata["architecture"] = architecture.json.text
    metadata["preparation"] = preparation.json.text
    metadata["classes"] = JSON.array(classes.map(JSON.string)).text
    metadata["training"] = training?.json.text
    metadata["reading"] = rejectionPolicy?.json.text
    let bytes = Safetensors(metadata: metadata, tensors: tensors + extraTensors).encoded()
    // Only these two limits are not checked yet.
    let header = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard header <= Safetensors.largestHeader, bytes.count <= Self.largestFile else {
      throw ModelFileError(.tooLarge)
    }
    return bytes
  }

  /// Reads the bytes of a whole file; throws if anything in it is wrong.
  public init(reading bytes: [UInt8], extras: Extras = .refused) throws(ModelFileError) {
    let file: Safetensors
    do {
      file = try Safetensors(reading: bytes)
    } catch {
      throw ModelFileError(.format(error))
    }
    let architecture = try Self.part("architecture", of: file) { json throws(ArchitectureError) in
      try Architecture(json: json)
    }
    let preparation = try Self.part("preparation", of: file) { json throws(PreparationError) in
      try Preparation(json: json)
    }
    let classes = try Self.json("classes", of: file)
    let names = (classes.array ?? [.null]).map(\.string)
    guard !names.contains(nil) else {
      throw ModelFileError(.badMetadata(key: "classes", problem: "expected a list of names"))
    }
    var training: TrainingRecord?
    if file.metadata["training"] != nil {
      training = try Self.part("training", of: file) { json throws(TrainingRecordError) in
        try TrainingRecord(json: json)
      }
    }
    var rejectionPolicy: RejectionPolicy?
    if file.metadata["reading"] != nil {
      rejectionPolicy = try Self.part("reading", of: file) { json throws(RejectionPolicyError) in
        try RejectionPolicy(json: json)
      }
    }
    let layout: NetworkLayout
    do {
      layout = try architecture.layout()
    } catch {
      throw ModelFileError(.badMetadata(key: "architecture", problem: "\(error)"))
    }
    let own = Set(layout.parameters.map(\.name))
    self.init(
      preparation: preparation, classes: names.compactMap(\.self), training: training,
      rejectionPolicy: rejectionPolicy, parameters: try Self.parameters(of: layout, in: file),
      extraTensors: file.tensors.filter { !own.contains($0.name) },
      extraMetadata: file.metadata.filter { !Self.keys.contains($0.key) })
    if extras == .refused { try checkExtras() }
    try check()
  }

  /// The metadata under `key`, parsed.
  private static func json(
    _ key: String, of file: Safetensors
  ) throws(ModelFileError) -> JSON {
    guard let text = file.metadata[key] else { throw ModelFileError(.missingMetadata(key)) }
    do {
      return try JSON(reading: text).withCurrentNames
    } catch {
      throw ModelFileError(.badMetadata(key: key, problem: "\(error)"))
    }
  }

  /// The metadata under `key`, converted by `read`.
  private static func part<Value, Failure>(
    _ key: String, of file: Safetensors, _ read: (JSON) throws(Failure) -> Value
  ) throws(ModelFileError) -> Value {
    let json = try json(key, of: file)
    do {
      return try read(json)
    } catch {
      throw ModelFileError(.badMetadata(key: key, problem: "\(error)"))
    }
  }

  /// The layout's tensors, gathered from the file.
  private static func parameters(
    of layout: NetworkLayout, in file: Safetensors
  ) throws(ModelFileError) -> Parameters {
    var stored: [String: Safetensors.Tensor] = [:]
    for tensor in file.tensors { stored[tensor.name] = tensor }
    // Checks shapes first: a small file must not cause the allocation of a large network.
    for tensor in layout.parameters {
      guard let found = stored[tensor.name] else {
        throw ModelFileError(.missingTensor(tensor.name))
      }
      guard found.shape == tensor.shape else {
        throw ModelFileError(
          .wrongShape(tensor: tensor.name, expected: tensor.shape, got: found.shape))
      }
    }
    var values = [Float](repeating: 0, count: layout.arenaExtent)
    for tensor in layout.parameters {
      values.replaceSubrange(tensor.range, with: stored[tensor.name]?.values ?? [])
    }
    return Parameters(layout: layout, values: values)
  }
}
