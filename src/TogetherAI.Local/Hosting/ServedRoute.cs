namespace TogetherAI.Local.Hosting;

/// <summary>A route and what answers it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with gaps.</param>
/// <param name="Route">What a fault script calls it.</param>
/// <param name="Handler">Answers.</param>
internal sealed record ServedRoute(string Method, string Path, ApiRoute Route, Func<ApiCall, Task> Handler)
{
    /// <summary>Whether the handler reads the body itself, piece by piece: it is then in no log, and has a limit of its own.</summary>
    public bool ReadsBody { get; init; }

    /// <summary>Whether it asks for no key: the address says who may call it.</summary>
    public bool IsOpen { get; init; }
}
