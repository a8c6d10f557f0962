namespace TogetherAI.ApiTour;

/// <summary>One operation on the tour.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its version, its gaps by name.</param>
/// <param name="Effect">What calling it does.</param>
/// <param name="Call">Calls it.</param>
internal sealed record Stop(string Method, string Path, Effect Effect, Func<Tour, Task> Call)
{
    public override string ToString() => $"{Method} {Path}";

    public static Stop Reads(string path, Func<Tour, Task> call) => new("GET", path, Effect.None, call);

    public static Stop Bills(string method, string path, Func<Tour, Task> call) => new(method, path, Effect.Bills, call);

    public static Stop Changes(string method, string path, Func<Tour, Task> call) => new(method, path, Effect.Changes, call);
}
