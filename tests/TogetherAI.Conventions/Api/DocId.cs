using System.Reflection;
using System.Text;

namespace TogetherAI.Conventions.Api;

/// <summary>The ids under which a compiler writes documentation (C# specification, annex D.4.2).</summary>
internal static class DocId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => "T:" + Name(type),
        FieldInfo field => $"F:{Name(field.DeclaringType!)}.{field.Name}",
        EventInfo @event => $"E:{Name(@event.DeclaringType!)}.{@event.Name}",
        PropertyInfo property => $"P:{Name(property.DeclaringType!)}.{property.Name}{Parameters(property.GetIndexParameters())}",
        ConstructorInfo constructor => $"M:{Name(constructor.DeclaringType!)}.{constructor.Name.Replace('.', '#')}{Parameters(constructor.GetParameters())}",
        MethodInfo method => Method(method),
        _ => throw new ArgumentException($"A {member.MemberType} has no documentation.", nameof(member)),
    };

    private static string Method(MethodInfo method)
    {
        string arity = method.IsGenericMethod ? "``" + method.GetGenericArguments().Length : "";
        string result = method.Name is "op_Implicit" or "op_Explicit" ? "~" + Reference(method.ReturnType) : "";
        return $"M:{Name(method.DeclaringType!)}.{method.Name}{arity}{Parameters(method.GetParameters())}{result}";
    }

    private static string Name(Type type) => (type.FullName ?? type.Namespace + "." + type.Name).Replace('+', '.');

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(",", parameters.Select(static parameter => Reference(parameter.ParameterType)))})";

    private static string Reference(Type type)
    {
        if (type.IsByRef)
            return Reference(type.GetElementType()!) + "@";
        if (type.IsPointer)
            return Reference(type.GetElementType()!) + "*";
        if (type.IsSZArray)
            return Reference(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        if (!type.IsGenericType)
            return Name(type);

        // A nested type's arguments stand with the type that takes them: Outer{A}.Inner{B}.
        Type open = type.GetGenericTypeDefinition();
        Type[] arguments = type.GetGenericArguments();
        StringBuilder text = new();
        int used = 0;
        foreach (string part in Name(open).Split('.'))
        {
            text.Append(text.Length == 0 ? "" : ".").Append(part.Split('`')[0]);
            if (!part.Contains('`', StringComparison.Ordinal))
                continue;
            int own = int.Parse(part.Split('`')[1], System.Globalization.CultureInfo.InvariantCulture);
            text.Append('{').AppendJoin(',', arguments.Skip(used).Take(own).Select(Reference)).Append('}');
            used += own;
        }

        return text.ToString();
    }
}
