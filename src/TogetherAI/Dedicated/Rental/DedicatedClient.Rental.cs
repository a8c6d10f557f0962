namespace TogetherAI;

/// <content>Renting: from a model's name to an endpoint that answers, and to the end of its bill.</content>
public sealed partial class DedicatedClient
{
    /// <summary>
    /// Says what renting would cost, and starts nothing: chooses the cheapest deployment profile that has room, unless the request says
    /// otherwise, and prices it by the service's own list.
    /// </summary>
    /// <param name="request">What would be rented.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// The price in USD an hour, at least and at most, the hardware with its room by region, and the alternatives with reasons. A quote that is
    /// above the request's ceilings says so in <see cref="Quote.Objection"/>.
    /// </returns>
    /// <exception cref="ArgumentException">A field of the request cannot be what it is; the message names it.</exception>
    /// <exception cref="TogetherNotFoundException">The model is not one that dedicated endpoints can be made of; the message names the nearest.</exception>
    /// <exception cref="TogetherInvalidRequestException">
    /// No profile of the model is as asked for, or the service gives no price; <see cref="TogetherException.Parameter"/> names the field.
    /// </exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<Quote> QuoteAsync(RentRequest request, CancellationToken cancellationToken = default) =>
        new Quoter(this, _connection.Options.TimeProvider).QuoteAsync(request, cancellationToken);
}
