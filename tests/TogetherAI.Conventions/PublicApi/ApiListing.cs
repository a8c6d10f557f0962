using System.Reflection;
using System.Runtime.CompilerServices;

namespace TogetherAI.Conventions.PublicApi;

/// <summary>
/// What a user can name in a package, a line for each type and member, in ordinal order: a change to the public API is a change to a text
/// that is reviewed. What a record gets from the compiler is not listed; that it is one is.
/// </summary>
internal static class ApiListing
{
    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes().SelectMany(OfType).Order(StringComparer.Ordinal);

    private static IEnumerable<string> OfType(Type type)
    {
        string name = TypeNames.Declared(type);
        yield return $"{name} : {Kind(type)}{Parents(type)}{Obsolete(type)}";
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            yield return $"{name}.Invoke({Parameters(invoke)}) -> {TypeNames.Of(invoke.ReturnParameter)}";
            yield break;
        }

        foreach (MemberInfo member in Product.Visible<MemberInfo>(type, static (t, flags) => t.GetMembers(flags)))
        {
            if (Member(type, member) is { } text)
                yield return $"{name}.{text}{Obsolete(member)}";
        }
    }

    private static string? Member(Type type, MemberInfo member) => member switch
    {
        _ when IsGenerated(member) => null,
        FieldInfo field when (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName =>
            $"{Access(field.IsPublic)}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{field.Name}{(field.IsLiteral && type.IsEnum ? $" = {Convert.ToInt64(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}" : $" -> {TypeNames.Of(field)}")}",
        PropertyInfo property when Product.IsVisible(property.GetMethod) || Product.IsVisible(property.SetMethod) =>
            $"{Modifiers(property.GetMethod ?? property.SetMethod!)}{Required(property)}{property.Name}{Index(property)} {Accessors(property)} -> {TypeNames.Of(property)}",
        EventInfo @event when Product.IsVisible(@event.AddMethod) => $"{Modifiers(@event.AddMethod!)}event {@event.Name} -> {TypeNames.Of(@event)}",
        ConstructorInfo { IsStatic: false } constructor when Product.IsVisible(constructor) =>
            $"{Access(constructor.IsPublic)}{type.Name.Split('`')[0]}({Parameters(constructor)})",
        MethodInfo method when Product.IsVisible(method) && !IsAccessor(method) =>
            $"{Modifiers(method)}{method.Name}{TypeNames.Arguments(method.GetGenericArguments())}({Parameters(method)}) -> {TypeNames.Of(method.ReturnParameter)}",
        _ => null,
    };

    /// <summary>What the compiler writes, the same for every record.</summary>
    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name == "EqualityContract";

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
        _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class"),
    };

    private static string Parents(Type type)
    {
        IEnumerable<Type> parents = type.GetInterfaces()
            .Where(contract => contract.IsPublic && type.BaseType?.GetInterfaces().Contains(contract) != true && !type.IsEnum)
            .Where(contract => !(IsRecord(type) && contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEquatable<>)))
            .OrderBy(static contract => contract.Name, StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) && !type.IsSubclassOf(typeof(Delegate)))
            parents = parents.Prepend(parent);
        string names = string.Join(", ", parents.Select(TypeNames.Of));
        return names.Length == 0 ? "" : " of " + names;
    }

    private static string Obsolete(MemberInfo member) =>
        member.GetCustomAttribute<ObsoleteAttribute>() is not { } obsolete || member.IsDefined(typeof(CompilerFeatureRequiredAttribute)) ? ""
        : obsolete.DiagnosticId is { } id ? $" [obsolete {id}]" : " [obsolete]";

    private static string Modifiers(MethodBase method) => Access(method.IsPublic) + (method switch
    {
        { IsStatic: true } => "static ",
        { IsAbstract: true, DeclaringType.IsInterface: false } => "abstract ",
        { IsVirtual: true, IsFinal: false, DeclaringType.IsInterface: false } => ((MethodInfo)method).GetBaseDefinition() == method ? "virtual " : "override ",
        _ => "",
    });

    private static string Access(bool isPublic) => isPublic ? "" : "protected ";

    private static string Required(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";

    private static string Index(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } index ? $"[{string.Join(", ", index.Select(Parameter))}]" : "";

    private static string Accessors(PropertyInfo property)
    {
        bool isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string get = Product.IsVisible(property.GetMethod) ? "get; " : "";
        string set = Product.IsVisible(property.SetMethod) ? isInit ? "init; " : "set; " : "";
        return $"{{ {get}{set}}}";
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string kind = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        string value = !parameter.HasDefaultValue ? "" : " = " + parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && System.Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            IFormattable other => other.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            { } other => other.ToString()!,
        };
        return $"{kind}{TypeNames.Of(parameter)} {parameter.Name}{value}";
    }

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
}
