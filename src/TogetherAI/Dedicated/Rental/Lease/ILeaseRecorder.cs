namespace TogetherAI;

/// <summary>Keeps what is rented where another process finds it after this one has died.</summary>
internal interface ILeaseRecorder : IAsyncDisposable
{
    /// <summary>Keeps a record, in place of the one with the same id. Durable on return: it is called before what it names is made, and whenever more is known.</summary>
    ValueTask SaveAsync(LeaseRecord lease, CancellationToken cancellationToken);

    /// <summary>Forgets a record: all it names was seen stopped, or was never made.</summary>
    ValueTask ForgetAsync(LeaseRecord lease, CancellationToken cancellationToken);
}
