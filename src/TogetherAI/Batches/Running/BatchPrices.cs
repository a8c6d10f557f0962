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
        Of(model, new TokenCount(promptTokens, completionTokens), isByItself: work.Endpoint is null);

    /// <summary>
    /// What all shards cost at most, with what was spent so far; null where a model has no price. What may go by itself is counted at the full price.
    /// </summary>
    public decimal? Of(IEnumerable<BatchShard> shards)
    {
        decimal sum = 0;
        foreach (BatchShard shard in shards)
        {
            if (Of(shard) is not { } usd)
                return null;
            sum += usd;
        }

        return sum;
    }

    /// <exception cref="BatchBudgetException">It costs too much, or nobody knows what it costs.</exception>
    public void Guard(BatchRunState state)
    {
        IReadOnlyList<BatchShard> shards = state.Shards;
        if (options.MaxUsd is not { } limit)
            return;
        decimal? most = Of(shards);
        if (most is null)
        {
            string unknown = string.Join(", ", shards.Select(static shard => shard.Model).Distinct().Where(model => model.Length > 0 && !prices.ContainsKey(model)));
            throw new BatchBudgetException($"The service names no price for {unknown}, so that MaxUsd cannot be kept. Leave it out to run without a limit.", null) { IsBegun = state.IsBegun };
        }

        if (most > limit)
            throw TooMuch(state, most.Value, limit);
    }

    /// <summary>Writes down that something is about to be sent, if the run stays within its limit.</summary>
    /// <param name="state">The run.</param>
    /// <param name="record">What the journal has to know.</param>
    /// <param name="extra">What it takes at most, beyond what is counted for its shard already.</param>
    /// <param name="isByItself">Whether it goes by itself.</param>
    /// <returns>Why not; null where it was written down.</returns>
    public BatchBudgetException? TryWrite(BatchRunState state, BatchRecord record, TokenCount extra, bool isByItself) => state.Exclusively(shards =>
    {
        if (options.MaxUsd is { } limit
            && Of(shards) + Of(shards[record.Shard].Model, extra, isByItself || MayGoByItself) is { } most && most > limit)
        {
            return TooMuch(state, most, limit);
        }

        state.Write(record);
        return null;
    });

    private static BatchBudgetException TooMuch(BatchRunState state, decimal most, decimal limit)
    {
        IReadOnlyList<BatchShard> shards = state.Shards;
        bool isBegun = state.IsBegun;
        long unlimited = shards.Sum(static shard => shard.Unlimited);
        string answers = unlimited == 0 ? "" : FormattableString.Invariant($"{unlimited} of them put no limit on their answer, and are counted with {ChatWork.UnlimitedTokens} tokens each. ");
        return new BatchBudgetException(
            FormattableString.Invariant($"The run may cost {most:0.00##} USD, more than MaxUsd = {limit:0.00##}: {shards.Sum(static shard => shard.Count)} requests, ")
            + FormattableString.Invariant($"{shards.Sum(static shard => shard.PromptTokens)} tokens in, at most {shards.Sum(static shard => shard.CompletionTokens)} out. ")
            + answers
            + (isBegun
                ? "What was sent before, and may have been paid for without an answer, is part of that. Nothing more was begun, and nothing is lost: raise MaxUsd and start the run again with the same journal."
                : "Lower MaxTokens or the number of inputs, or raise MaxUsd. Nothing was sent."),
            most)
        {
            IsBegun = isBegun,
            UnlimitedRequests = unlimited,
        };
    }

    private bool MayGoByItself => work.Endpoint is null || options.Fallback == BatchFallback.Serverless;

    private decimal? Of(BatchShard shard)
    {
        if (shard.IsRefused)
            return 0;
        if (work.Endpoint is null && shard is { IsDelivered: true, Used.PromptTokens: > 0 })
            return Of(shard.Model, new TokenCount(shard.Used.PromptTokens, shard.Used.CompletionTokens), isByItself: true);
        decimal? sum = shard.Attempts.Count == 0 ? Of(shard.Model, new TokenCount(shard.PromptTokens, shard.CompletionTokens), MayGoByItself) : 0;
        foreach (BatchAttempt attempt in shard.Attempts)
            sum += Of(shard.Model, attempt.Tokens, isByItself: MayGoByItself && !attempt.IsCollected);
        return shard.Alone is { } alone ? sum + Of(shard.Model, alone, isByItself: true) : sum;
    }

    private decimal? Of(string model, TokenCount tokens, bool isByItself) => prices.TryGetValue(model, out ModelPricing? price)
        ? ((price.Input!.Value * tokens.Prompt) + (price.Output!.Value * tokens.Completion)) / Million * FactorOf(model, isByItself)
        : null;

    // The discount is for batches alone.
    private decimal FactorOf(string model, bool isByItself) => isByItself ? 1m : options.PriceFactors.GetValueOrDefault(model, 1m);
}
