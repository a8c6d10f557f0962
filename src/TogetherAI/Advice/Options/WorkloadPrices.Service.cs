namespace TogetherAI;

/// <content>Prices as the service tells them.</content>
public sealed partial record WorkloadPrices
{
    /// <summary>
    /// Reads a model's prices from the service: its tokens' from the list of models, and those of a replica on each hardware that the service has
    /// tried it on.
    /// </summary>
    /// <param name="client">Asks the service.</param>
    /// <param name="model">The model's name for serverless inference, or its name on Hugging Face.</param>
    /// <param name="batchDiscounts">
    /// How much cheaper a batch is, by model, from the service's list of discounted models: its API does not tell. A model that is not in it has no
    /// discount; null for no discount at all.
    /// </param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The prices. Where the service does not offer the model in a way, that price is missing.</returns>
    /// <exception cref="ArgumentException">The service knows no model of that name, or a discount is out of its bounds.</exception>
    /// <exception cref="TogetherException">A call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<WorkloadPrices> FromServiceAsync(
        TogetherClient client, string model, IReadOnlyDictionary<string, decimal>? batchDiscounts = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ModelList models = await client.Models.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        SupportedModel? supported = await FindAsync(client, model, cancellationToken).ConfigureAwait(false);
        ModelInfo? serverless = models.FirstOrDefault(info => info.Id == (supported?.ServerlessEndpoint ?? model)) ?? models.FirstOrDefault(info => info.Id == model);
        if (serverless is null && supported is null)
            throw new ArgumentException($"The service knows no model '{model}'. Its list is client.Models.ListAsync().", nameof(model));

        WorkloadPrices prices = new()
        {
            Serverless = serverless?.Pricing is { Input: { } input, Output: { } output } && (input > 0 || output > 0) ? new TokenPrice(input, output) : null,
            BatchDiscount = batchDiscounts?.GetValueOrDefault(serverless?.Id ?? model) ?? 0,
            Hardware = supported is null ? [] : await HardwareOfAsync(client, supported, cancellationToken).ConfigureAwait(false),
        };
        prices.Check();
        return prices;
    }

    private static async Task<SupportedModel?> FindAsync(TogetherClient client, string model, CancellationToken cancellationToken)
    {
        await foreach (SupportedModel supported in client.Dedicated.SupportedModels
            .ListAsync(new SupportedModelListOptions { Product = ModelProduct.Dedicated }, cancellationToken).ConfigureAwait(false))
        {
            if (supported.Name == model || supported.ServerlessEndpoint == model || supported.Id == model)
                return supported;
        }

        return null;
    }

    // A profile names an instance type and how many GPUs of it a replica takes; the price stands with the instance type.
    private static async Task<IReadOnlyList<HardwarePrice>> HardwareOfAsync(TogetherClient client, SupportedModel model, CancellationToken cancellationToken)
    {
        List<HardwarePrice> prices = [];
        await foreach (InstanceType type in client.Dedicated.InstanceTypes.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (type.PriceCentsPerHour > 0 && model.DeploymentProfiles.Any(profile => Fits(profile, type)))
                prices.Add(new HardwarePrice(type.Id, type.PriceCentsPerHour / 100m));
        }

        return prices;
    }

    private static bool Fits(DeploymentProfile profile, InstanceType type) =>
        string.Equals(profile.GpuType, type.Id, StringComparison.OrdinalIgnoreCase)
        || (string.Equals(profile.GpuType, type.GpuType, StringComparison.OrdinalIgnoreCase) && profile.GpuCount == type.GpuCount);
}
