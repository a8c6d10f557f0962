namespace TogetherAI.Local.Hosting;

/// <summary>
/// Leaves the request's delegate on purpose: a server that meets an exception after the headers closes the connection without the body's
/// end.
/// </summary>
internal sealed class ConnectionCutException() : Exception("A fault cut the connection.");
