namespace TogetherAI;

/// <summary>
/// Knows the project that management operations work on: the one in the options, or else the key's own, which the service is asked for
/// once. Thread-safe.
/// </summary>
internal sealed class ProjectResolver(TogetherConnection connection)
{
    private readonly Lock _gate = new();
    private Task<string>? _lookup;

    /// <param name="cancellationToken">Ends this caller's waiting; others may wait for the same answer, so the question goes on.</param>
    /// <exception cref="TogetherException">The service could not be asked, or named no project. The next call asks again.</exception>
    public Task<string> GetIdAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(connection.Options.ProjectId))
            return Task.FromResult(connection.Options.ProjectId);
        lock (_gate)
        {
            if (_lookup is null or { IsFaulted: true } or { IsCanceled: true })
                _lookup = LookUpAsync();
            return _lookup.WaitAsync(cancellationToken);
        }
    }

    private async Task<string> LookUpAsync()
    {
        AccountIdentity project = await connection.SendAsync(AccountOperations.WhoAmI, CancellationToken.None).ConfigureAwait(false);
        return !string.IsNullOrWhiteSpace(project.ProjectId)
            ? project.ProjectId
            : throw new TogetherResponseException(
                "The service names no project for this API key. "
                + "Set TogetherClientOptions.ProjectId, or the environment variable TOGETHER_PROJECT_ID.");
    }
}
