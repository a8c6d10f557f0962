namespace TogetherAI;

/// <summary>The ways to run a model: engine and hardware. Reached through <see cref="DedicatedClient.Configs"/>; thread-safe.</summary>
public sealed class DedicatedConfigsClient
{
    private readonly ProjectCalls _calls;

    internal DedicatedConfigsClient(ProjectCalls calls) => _calls = calls;

    /// <summary>Lists the configs that fit a model and are fit for use: public ones and the project's.</summary>
    /// <param name="options">For which model.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The configs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<DedicatedConfig> ListAsync(
        DedicatedConfigListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.List(
            DedicatedConfigOperations.List,
            [],
            options,
            cancellationToken,
            query => query.Add("referenceModel", options?.ReferenceModel).Add("referenceModelId", options?.ReferenceModelId));

    /// <summary>Reads a config.</summary>
    /// <param name="configId">The config (<c>cr_…</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The config.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedConfig> GetAsync(string configId, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(DedicatedConfigOperations.Get, [configId], cancellationToken);
}
