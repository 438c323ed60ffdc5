import LeNetArchives
import LeNetText

/// Keras's files: `.keras`, and HDF5 with or without a description of the layers.
enum KerasFile {
  /// Reads `.keras`: a zip archive of a description and a file of weights.
  static func read(_ archive: ZipArchive) throws(ImportError) -> FileContent {
    let (config, weights): ([UInt8], [UInt8])
    do {
      config = try archive.open("config.json", limit: 1 << 22).all()
      weights = try archive.open("model.weights.h5", limit: 1 << 27).all()
    } catch {
      throw .damaged(format: "a Keras file", problem: "\(error)")
    }
    let file = try HDF5File(weights).content()
    return .steps(try KerasLayers.steps(try json(config), weights: numbered(file)))
  }

  /// Reads HDF5.
  static func read(_ bytes: [UInt8]) throws(ImportError) -> FileContent {
    let file = try HDF5File(bytes).content()
    if let config = file.attributes[""]?["model_config"]?.first {
      return .steps(
        try KerasLayers.steps(
          try json(Array(config.utf8)), weights: named(file, below: "model_weights/")))
    }
    var bag = WeightBag(tensors: [], habit: .keras)
    if let layers = file.attributes[""]?["layer_names"] {
      let weights = named(file, below: "")
      for layer in layers { bag.tensors += weights[layer] ?? [] }
      let hasMaximum = layers.contains { $0.contains("max_pool") }
      let hasAverage = layers.contains { $0.contains("average_pool") }
      if hasMaximum != hasAverage {
        bag.hints.isMaxPooling = hasMaximum
        bag.hints.source = "the names of its layers"
      }
    } else {
      for (layer, tensors) in numbered(file).sorted(by: { $0.key < $1.key }) {
        bag.tensors += tensors.map {
          StoredTensor(name: "\(layer)/\($0.name)", sizes: $0.sizes, values: $0.values)
        }
      }
    }
    guard !bag.tensors.isEmpty else {
      throw .noWeights("its groups are none of Keras's layers")
    }
    return .weights(bag)
  }

  private static func json(_ bytes: [UInt8]) throws(ImportError) -> JSON {
    do {
      return try JSON(reading: bytes)
    } catch {
      throw .damaged(format: "a Keras file", problem: "its description: \(error)")
    }
  }

  /// The tensors of each layer in the order that the groups give.
  private static func named(
    _ file: HDF5File.Content, below folder: String
  ) -> [String: [StoredTensor]] {
    var weights: [String: [StoredTensor]] = [:]
    for (path, attributes) in file.attributes where path.hasPrefix(folder) {
      guard let names = attributes["weight_names"] else { continue }
      let layer = String(path.dropFirst(folder.count))
      weights[layer] = names.compactMap { file.tensors["\(path)/\($0)"] }
    }
    return weights
  }

  /// The tensors of each group `layers/NAME/vars/0`, with the names that their number and sizes tell.
  private static func numbered(_ file: HDF5File.Content) -> [String: [StoredTensor]] {
    var weights: [String: [StoredTensor]] = [:]
    for path in file.order {
      let parts = path.split(separator: "/")
      guard parts.count >= 3, parts[parts.count - 2] == "vars",
        let number = Int(parts[parts.count - 1]),
        0..<16 ~= number, !path.hasPrefix("optimizer"), let tensor = file.tensors[path]
      else { continue }
      let layer = parts.dropLast(2).joined(separator: "/")
      weights[layer, default: []].append(
        StoredTensor(name: "\(number)", sizes: tensor.sizes, values: tensor.values))
    }
    return weights.mapValues { tensors in
      let sorted = tensors.sorted { (Int($0.name) ?? 0) < (Int($1.name) ?? 0) }
      let names =
        sorted.first?.sizes.count == 1
        ? ["gamma", "beta", "moving_mean", "moving_variance"] : ["kernel", "bias"]
      return zip(sorted, names).map { tensor, name in
        StoredTensor(name: name, sizes: tensor.sizes, values: tensor.values)
      }
    }
  }
}
