namespace TogetherAI;

/// <summary>
/// The models of together.ai that deployments can be made of, and what they are made from: <see cref="SupportedModel.DeploymentProfiles"/>.
/// Reached through <see cref="DedicatedClient.SupportedModels"/>; thread-safe.
/// </summary>
public sealed class SupportedModelsClient
{
    private readonly ProjectCalls _calls;

    internal SupportedModelsClient(ProjectCalls calls) => _calls = calls;

    /// <summary>Lists the models.</summary>
    /// <param name="options">Which ones; null for all.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The models.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<SupportedModel> ListAsync(SupportedModelListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.ListAnywhere(
            SupportedModelOperations.List,
            options,
            cancellationToken,
            query => query.Add("modality", options?.Modality?.Value).Add("product", options?.Product?.Value).Add("search", options?.Search));

    /// <summary>Reads a model.</summary>
    /// <param name="modelId">The model (<c>arch_…</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The model.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<SupportedModel> GetAsync(string modelId, CancellationToken cancellationToken = default) =>
        await _calls.Connection.SendAsync(SupportedModelOperations.Get.At(modelId), cancellationToken).ConfigureAwait(false);
}
