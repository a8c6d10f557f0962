namespace TogetherAI;

/// <summary>What a run costs, by the service's own prices. Immutable.</summary>
internal sealed class BatchPrices(IReadOnlyDictionary<string, ModelPricing> prices, BatchWork work, BatchRunOptions options)
{
    private const decimal Million = 1_000_000m;

    public static async Task<BatchPrices> ReadAsync(TogetherConnection connection, BatchWork work, BatchRunOptions options, CancellationToken cancellationToken)
    {
        Dictionary<string, ModelPricing> prices = new(StringComparer.Ordinal);
        if (!work.IsPricedByTokens)
        {
            return options.MaxUsd is null
                ? new BatchPrices(prices, work, options)
                : throw new BatchBudgetException("A recording's price goes by its length, which is not known here, so that MaxUsd cannot be kept. Leave it out to run without a limit.", null);
        }

        ModelList models;
        try
        {
            models = await new ModelsClient(connection).ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherException) when (options.MaxUsd is null)
        {
            return new BatchPrices(prices, work, options); // nothing depends on them but what is told
        }

        foreach (ModelInfo model in models)
        {
            if (model.Pricing is { Input: not null, Output: not null } pricing)
                prices[model.Id] = pricing;
        }

        return new BatchPrices(prices, work, options);
    }

    /// <summary>USD; null where the model has no price.</summary>
    public decimal? Of(string model, long promptTokens, long completionTokens) =>
        Of(model, promptTokens, completionTokens, isByItself: work.Endpoint is null);

    /// <summary>What all shards cost at most; null where a model has no price. What may go by itself is counted at the full price.</summary>
    public decimal? Of(IEnumerable<BatchShard> shards)
    {
        decimal sum = 0;
        foreach (BatchShard shard in shards)
        {
            if (Of(shard.Model, shard.PromptTokens, shard.CompletionTokens, isByItself: work.Endpoint is null || options.Fallback == BatchFallback.Serverless) is not { } usd)
                return null;
            sum += usd;
        }

        return sum;
    }

    /// <exception cref="BatchBudgetException">It costs too much, or nobody knows what it costs.</exception>
    public void Guard(IReadOnlyList<BatchShard> shards)
    {
        if (options.MaxUsd is not { } limit)
            return;
        decimal? most = Of(shards);
        if (most is null)
        {
            string unknown = string.Join(", ", shards.Select(static shard => shard.Model).Distinct().Where(model => !prices.ContainsKey(model)));
            throw new BatchBudgetException($"The service names no price for {unknown}, so that MaxUsd cannot be kept. Leave it out to run without a limit.", null);
        }

        if (most > limit)
        {
            throw new BatchBudgetException(
                FormattableString.Invariant($"The run may cost {most:0.00##} USD, more than MaxUsd = {limit:0.00##}: {shards.Sum(static shard => shard.Count)} requests, ")
                + FormattableString.Invariant($"{shards.Sum(static shard => shard.PromptTokens)} tokens in, at most {shards.Sum(static shard => shard.CompletionTokens)} out. ")
                + "Lower MaxTokens or the number of inputs, or raise MaxUsd. Nothing was sent.",
                most);
        }
    }

    private decimal? Of(string model, long promptTokens, long completionTokens, bool isByItself) => prices.TryGetValue(model, out ModelPricing? price)
        ? ((price.Input!.Value * promptTokens) + (price.Output!.Value * completionTokens)) / Million * FactorOf(model, isByItself)
        : null;

    // The discount is for batches alone.
    private decimal FactorOf(string model, bool isByItself) => isByItself ? 1m : options.PriceFactors.GetValueOrDefault(model, 1m);
}
