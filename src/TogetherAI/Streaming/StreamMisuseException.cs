namespace TogetherAI;

/// <summary>A second reader at once: the reader's fault, not the stream's, which goes on.</summary>
internal sealed class StreamMisuseException() : InvalidOperationException("The stream is being read already; it has one reader at a time.");
