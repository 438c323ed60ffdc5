public import LeNetData
public import LeNetEngine
import LeNetModel

// Data and engine do not import each other; a batch fulfils the engine's requirements.
extension DatasetBatch: BatchSource {}
