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

    /// <summary>
    /// Rents: quotes, makes endpoint and deployment, waits until the replicas are ready, gives them the endpoint's traffic, and asks until they
    /// answer. Every state that is final ends the wait. Whatever ends the rental before it serves, what it made is torn down again, for up to
    /// <see cref="RentRequest.StopTimeout"/>, and the exception says what is left.
    /// </summary>
    /// <param name="request">What to rent, how it ends, and what it may cost.</param>
    /// <param name="progress">Told every stage, and later what happens to the lease; null for nobody.</param>
    /// <param name="cancellationToken">Ends the rental; what it made is taken back before this returns.</param>
    /// <returns>The lease. Dispose of it: what is billed by the minute ends then.</returns>
    /// <exception cref="ArgumentException">A field of the request cannot be what it is; the message names it.</exception>
    /// <exception cref="TogetherNotFoundException">The model is not one that dedicated endpoints can be made of; the message names the nearest.</exception>
    /// <exception cref="TogetherInvalidRequestException">
    /// No profile of the model is as asked for, or the service gives no price; <see cref="TogetherException.Parameter"/> names the field.
    /// </exception>
    /// <exception cref="QuoteTooHighException">It costs more than the request allows. Nothing was made.</exception>
    /// <exception cref="TogetherConflictException">The endpoint of that name has deployments already. Nothing was made.</exception>
    /// <exception cref="HardwareUnavailableException">The hardware is not free; what is stands in the exception.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of <see cref="RentRequest.LeaseJournal"/> does not exist. Nothing was made.</exception>
    /// <exception cref="TogetherJournalException">The journal cannot be used. Nothing goes on running that does not stand in it.</exception>
    /// <exception cref="RentFailedException">It came to nothing after something had been made.</exception>
    /// <exception cref="TogetherException">A call failed before anything was made; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">
    /// The caller cancelled; a <see cref="RentCanceledException"/> where something had been made already.
    /// </exception>
    public Task<EndpointLease> RentAsync(
        RentRequest request, IProgress<RentProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RentRequestValidator.Check(request);
        LeaseJournal? journal = request.LeaseJournal is { } path ? LeaseJournal.Open(_connection, path) : null;
        return new RentalRun(this, _connection, request, progress, journal).RunAsync(cancellationToken);
    }
}
