namespace TogetherAI;

/// <summary>The inputs of a run, kept until their results are there. Not thread-safe.</summary>
internal abstract class KeptInputs<T>(Func<T, string> keySelector)
{
    /// <summary>An input's key.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public string KeyOf(T input, long number) =>
        keySelector(input) ?? throw new ArgumentException($"The key of input {number} is null; every input needs one that tells it from all others.");

    /// <summary>Keeps an input.</summary>
    /// <returns>What has to lie beside its request; null for nothing.</returns>
    public abstract byte[]? Keep(UInt128 id, T input);

    /// <summary>Sees an input again whose request is on disk and whose result is outstanding.</summary>
    public abstract void KeepAgain(UInt128 id, T input);

    /// <summary>Opens the inputs of a shard.</summary>
    public abstract IShardInputs<T> Open(BatchRunState state, BatchShard shard);

    protected (string Key, T Input) WithKey(T input) => (keySelector(input), input);
}
