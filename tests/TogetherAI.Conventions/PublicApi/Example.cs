namespace TogetherAI.Conventions.PublicApi;

/// <summary>Has one of each thing that a listing must tell apart.</summary>
public sealed record Example : IAsyncDisposable
{
    public required string Name { get; init; }

    public IReadOnlyList<string?>? Items { get; init; }

    internal int Hidden { get; init; }

    public static Task<T?> Of<T>(T? value, out int? count, string text = "a", CancellationToken token = default)
        where T : class
    {
        count = text.Length;
        return Task.FromResult(value);
    }

    [Obsolete("There is nothing new.", DiagnosticId = "TAI0000")]
    public void Old(params int[] numbers) => _ = numbers;

    public ValueTask DisposeAsync() => default;
}
