using System.Globalization;

namespace TogetherAI;

/// <summary>Asks the service for models, hardware and prices, and makes a quote of them. Thread-safe.</summary>
internal sealed class Quoter(DedicatedClient dedicated, TimeProvider time)
{
    /// <summary>How long the end of <see cref="RentRequest.MaxUsd"/> is kept free for: what a stop may take.</summary>
    public static readonly TimeSpan StopReserve = TimeSpan.FromMinutes(5);

    private static readonly SupportedModelListOptions s_dedicated = new() { Product = ModelProduct.Dedicated, Limit = 500 };

    public async Task<Quote> QuoteAsync(RentRequest request, CancellationToken cancellationToken)
    {
        RentRequestValidator.Check(request);
        SupportedModel model = ModelChoice.Find(
            request.Model, await ReadAsync(dedicated.SupportedModels.ListAsync(s_dedicated, cancellationToken)).ConfigureAwait(false));
        List<InstanceType> types = await ReadAsync(dedicated.InstanceTypes.ListAsync(cancellationToken)).ConfigureAwait(false);
        (QuotedProfile chosen, IReadOnlyList<QuotedProfile> others) = ProfileChoice.Choose(request, model, types);
        return Price(request, new Quote
        {
            Model = model,
            Replicas = request.Replicas,
            Chosen = chosen,
            Alternatives = others,
            AsOf = time.GetUtcNow(),
        });
    }

    /// <summary>The quote held against the request's ceilings.</summary>
    public static Quote Price(RentRequest request, Quote quote) => quote with
    {
        LastsAtLeast = request.MaxUsd is { } max ? Lasts(max, quote.UsdPerHourAtMost) : null,
        Objection = request switch
        {
            { MaxUsdPerHour: { } most } when quote.UsdPerHourAtMost > most => string.Create(
                CultureInfo.InvariantCulture,
                $"MaxUsdPerHour is {most:0.00##} USD, and {quote.Replicas} cost up to {quote.UsdPerHourAtMost:0.00##} an hour: raise it, or ask for fewer replicas or cheaper hardware."),
            { MaxUsd: { } all } when quote.UsdPerMinuteAtMost * (decimal)StopReserve.TotalMinutes > all => string.Create(
                CultureInfo.InvariantCulture,
                $"MaxUsd is {all:0.00##} USD, and even the {StopReserve.TotalMinutes:0} minutes that a stop is given can cost {quote.UsdPerMinuteAtMost * (decimal)StopReserve.TotalMinutes:0.00##}: raise it, or ask for fewer replicas or cheaper hardware."),
            _ => null,
        },
    };

    private static TimeSpan Lasts(decimal usd, decimal usdPerHour)
    {
        decimal hours = usd / usdPerHour;
        return hours < 24 * 365 * 100 ? TimeSpan.FromHours((double)hours) : TimeSpan.MaxValue;
    }

    private static async Task<List<T>> ReadAsync<T>(CursorList<T> list)
        where T : class
    {
        List<T> all = [];
        await foreach (T entry in list.ConfigureAwait(false))
            all.Add(entry);
        return all;
    }
}
