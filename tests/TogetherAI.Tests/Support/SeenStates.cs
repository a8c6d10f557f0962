namespace TogetherAI.Tests;

/// <summary>Keeps what was reported, at once and in order, as <see cref="Progress{T}"/> does not.</summary>
internal sealed class SeenStates<T> : IProgress<T>
{
    public List<T> All { get; } = [];

    public void Report(T value) => All.Add(value);
}
