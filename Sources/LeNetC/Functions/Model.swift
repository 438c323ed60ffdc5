public import CLeNet
import LeNetFiles
import LeNetModel
import LeNetText
import LeNetTraining

/// `lenet_model_create`: lenet.h has its description.
@c @implementation
public func lenet_model_create(
  _ architecture: UnsafePointer<CChar>?, _ seed: UInt64, _ classes: UnsafePointer<CChar>?,
  _ model: UnsafeMutablePointer<lenet_model>?
) -> lenet_status {
  call {
    let result = try given(model, "model")
    let network = try Architecture.described(by: text(architecture, "architecture"))
    let recipe = Recipe.proposed(for: network.name)
    result.pointee = HandleTable.add(
      ModelObject(
        try ModelFile(
          untrained: network, initialization: recipe.initialization, seed: seed,
          classes: classNames(classes))))
  }
}

extension Architecture {
  /// The network of that name, in the file of that name, or in a JSON text.
  static func described(by text: String) throws -> Architecture {
    guard text.first(where: { !$0.isWhitespace }) == "{" else { return try find(text) }
    let network = try Architecture(reading: Array(text.utf8))
    _ = try network.layout()
    return network
  }
}

/// `lenet_model_load`: lenet.h has its description.
@c @implementation
public func lenet_model_load(
  _ path: UnsafePointer<CChar>?, _ model: UnsafeMutablePointer<lenet_model>?
) -> lenet_status {
  call {
    let result = try given(model, "model")
    let named = try LeNetC.path(path, "path")
    let isFolder = PathKind(named) == .folder
    let file = try ModelFile.read(isFolder ? joinPath(named, RunFolder.modelName) : named)
    result.pointee = HandleTable.add(ModelObject(file))
  }
}

/// `lenet_model_decode`: lenet.h has its description.
@c @implementation
public func lenet_model_decode(
  _ bytes: UnsafePointer<UInt8>?, _ size: Int, _ model: UnsafeMutablePointer<lenet_model>?
) -> lenet_status {
  call {
    let result = try given(model, "model")
    let bytes = try given(bytes, "bytes")
    guard 0...ModelFile.largestFile ~= size else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT, "size is \(size); expected at most \(ModelFile.largestFile) bytes")
    }
    result.pointee = HandleTable.add(
      ModelObject(
        try ModelFile(reading: Array(UnsafeBufferPointer(start: bytes, count: size)))))
  }
}

/// `lenet_model_save`: lenet.h has its description.
@c @implementation
public func lenet_model_save(
  _ model: lenet_model, _ path: UnsafePointer<CChar>?
) -> lenet_status {
  call {
    try HandleTable.object(model, as: ModelObject.self).file.write(to: LeNetC.path(path, "path"))
  }
}

/// `lenet_model_encode`: lenet.h has its description.
@c @implementation
public func lenet_model_encode(
  _ model: lenet_model, _ bytes: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?,
  _ size: UnsafeMutablePointer<Int>?
) -> lenet_status {
  call {
    let (result, count) = (try given(bytes, "bytes"), try given(size, "size"))
    let encoded = try HandleTable.object(model, as: ModelObject.self).file.encoded()
    result.pointee = try HandleTable.copy(encoded).assumingMemoryBound(to: UInt8.self)
    count.pointee = encoded.count
  }
}

/// `lenet_model_info`: lenet.h has its description.
@c @implementation
public func lenet_model_info(
  _ model: lenet_model, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> lenet_status {
  call {
    let result = try given(json, "json")
    try result.give(HandleTable.object(model, as: ModelObject.self).file.json().text)
  }
}

extension ModelFile {
  /// The description of a model for programs.
  fileprivate func json() throws -> JSON {
    let layout = parameters.layout
    return .object([
      "architecture": architecture.json, "classes": .array(classes.map(JSON.string)),
      "preparation": try JSON(encoding: preparation),
      "training": try training.map { try JSON(encoding: $0) } ?? .null,
      "layers": try JSON(encoding: NetworkSummary(layout).layers),
      "parameters": .integer(layout.trainableCount),
      "table": .string("\(architecture)"), "description": .string("\(self)"),
    ])
  }
}

/// `lenet_model_tensor_count`: lenet.h has its description.
@c @implementation
public func lenet_model_tensor_count(
  _ model: lenet_model, _ count: UnsafeMutablePointer<Int>?
) -> lenet_status {
  call {
    let result = try given(count, "count")
    result.pointee = try HandleTable.object(model, as: ModelObject.self)
      .file.parameters.layout.parameters.count
  }
}

/// `lenet_model_tensor`: lenet.h has its description.
@c @implementation
public func lenet_model_tensor(
  _ model: lenet_model, _ index: Int, _ tensor: UnsafeMutablePointer<lenet_tensor>?
) -> lenet_status {
  call {
    let result = try given(tensor, "tensor")
    let storage = try HandleTable.object(model, as: ModelObject.self).tensors
    let all = storage.layout.parameters
    guard all.indices.contains(index) else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT, "index is \(index); expected 0 to \(all.count - 1)")
    }
    let place = storage.tensor(index)
    let sizes = all[index].shape.map(Int64.init) + [1, 1, 1]
    result.pointee = lenet_tensor(
      name: place.name, numbers: place.numbers, count: all[index].count,
      rank: Int32(all[index].shape.count), sizes: (sizes[0], sizes[1], sizes[2], sizes[3]))
  }
}
